import { instantOf } from '../../src/junction/instant.js';
import { startSandbox, type Sandbox } from '@order-transactions/junction-sandbox';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { JunctionClient } from '../../src/junction/client.js';
import { findDrift, reconcile } from '../../src/sync/reconcile.js';

import { emptyTables } from '../support/empty-tables.js';
import { SECRET } from '../support/deliveries.js';
import { startReceiver } from '../support/receiver.js';
import { healing, jobClient, servedState } from './support/healing.js';
import { useTestDatabase } from '../support/use-database.js';

const API_KEY = 'sk_us_sandbox_test';
const JOURNEYS = 200;
const STARTED_AT = new Date(Date.now() - 40 * 24 * 3_600_000);
const SINCE = instantOf(STARTED_AT);

const { dataSource, pool } = useTestDatabase();

/** Sends the webhooks of many patients and loses a share of them. The sandbox stores all events. */
async function receiveAllBut(
  lost: number,
): Promise<{ sandbox: Sandbox; end: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lost-webhooks-'));
  const receiver = await startReceiver(dataSource);
  const sandbox = await startSandbox({
    port: 0,
    folder,
    apiKey: API_KEY,
    webhookUrl: `${receiver.url}/webhooks/junction`,
    webhookSecret: SECRET,
  });
  const journeys = Array.from({ length: JOURNEYS }, (_, seed) => {
    const clientUserId = `patient-${seed % 150}`;
    const options = { seed, clientUserId, startedAt: STARTED_AT, shuffle: true, lost };
    return sandbox.playJourney('random', options).delivered;
  });
  await Promise.all(journeys);
  const end = async () => {
    await sandbox.close();
    await receiver.close();
    await rm(folder, { recursive: true });
  };
  return { sandbox, end };
}

describe('when a third of all webhooks is lost', () => {
  let wholeHistory: string;
  let sandbox: Sandbox;
  let end: () => Promise<void>;
  let client: JunctionClient;

  beforeAll(async () => {
    const everything = await receiveAllBut(0);
    wholeHistory = await servedState(pool);
    await everything.end();
    await emptyTables(pool);
    ({ sandbox, end } = await receiveAllBut(1 / 3));
    client = jobClient(sandbox.url, API_KEY);
  }, 120_000);
  afterAll(async () => {
    await client.close();
    await end();
  });

  it('the mirror is wrong, and the drift is found without a change', async () => {
    const before = await servedState(pool);
    expect(before).not.toBe(wholeHistory);

    const { counts } = await findDrift({ dataSource, client, since: SINCE });

    expect(counts.created + counts.updated).toBeGreaterThan(JOURNEYS / 10);
    expect(counts.failed).toBe(0);
    expect(await servedState(pool)).toBe(before);
  });

  it('reconciling makes it equal to the whole history', async () => {
    const drift = await findDrift({ dataSource, client, since: SINCE });
    const { counts, failures } = await reconcile({
      ...healing({ dataSource, pool, client }),
      since: SINCE,
    });

    expect(failures).toEqual([]);
    expect(counts).toEqual(drift.counts);
    expect(await servedState(pool)).toBe(wholeHistory);
  });

  it('a second run repairs nothing, and no drift is left', async () => {
    const { counts } = await reconcile({
      ...healing({ dataSource, pool, client }),
      since: SINCE,
    });
    const drift = await findDrift({ dataSource, client, since: SINCE });

    expect(counts).toMatchObject({ created: 0, updated: 0, failed: 0, absent: 0 });
    expect(counts.found).toBeGreaterThanOrEqual(JOURNEYS);
    expect(drift.differing).toEqual([]);
  });
});
