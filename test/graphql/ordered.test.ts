import { randomUUID } from 'node:crypto';
import { Ingester } from '../../src/ingest/ingester.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { useTestDatabase } from '../support/use-database.js';
import { useGraphServer } from './support/graph-server.js';

const FIELDS = `
  markers { id name slug providerId type rawType unit }
  sampleType rawSampleType isFastingRequired isPriority hasAbn
  commonTurnaroundDays worstCaseTurnaroundDays worstCaseResultBy activateBy
  kitShipment { outbound { trackingNumber trackingUrl courier } inbound { courier } }`;

const { pool } = useTestDatabase('TEST');
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

interface Webhook {
  readonly data: Readonly<Record<string, unknown>> & { readonly id: string };
}

const [created, updated] = journeyNamed('a01-walkin-initial-completed')
  .webhooks as unknown as Webhook[];

function withData(webhook: Webhook | undefined, data: object): Webhook {
  if (webhook === undefined) throw new Error('the journey is too short');
  return { ...webhook, data: { ...webhook.data, ...data } };
}

async function receive(...webhooks: readonly Webhook[]): Promise<void> {
  const ingester = new Ingester(pool);
  for (const message of messagesOf(webhooks, randomUUID())) await ingester.take(message);
}

async function readOrder(selection = FIELDS): Promise<unknown> {
  const { data, errors } = await graph.ask(`query($id: ID!) { order(id: $id) { ${selection} } }`, {
    id: created?.data.id,
  });
  expect(errors).toBeUndefined();
  return (data as { order: unknown }).order;
}

const MARKERS = [
  {
    id: 7,
    name: 'Lipid Panel',
    slug: 'lipid-panel',
    provider_id: '303756',
    type: 'panel',
    unit: null,
  },
  { id: 3, name: 'Ferritin', slug: '', type: 'mystery', unit: 'ng/mL' },
];

const FULL = withData(created, {
  lab_test: {
    name: 'Panel',
    sample_type: 'dried_blood_spot',
    fasting: true,
    common_tat_days: 3,
    worst_case_tat_days: 5,
    markers: MARKERS,
  },
  priority: true,
  has_abn: false,
  activate_by: '2026-03-06',
  worst_case_result_by_date: '2026-03-12',
  details: {
    type: 'testkit',
    data: {
      shipment: {
        outbound_tracking_number: '1Z999',
        outbound_tracking_url: 'https://example.com/1Z999',
        outbound_courier: 'ups',
        notes: 'Canary note: leave at the door',
      },
    },
  },
});

const SERVED = {
  markers: [
    {
      id: '7',
      name: 'Lipid Panel',
      slug: 'lipid-panel',
      providerId: '303756',
      type: 'PANEL',
      rawType: 'panel',
      unit: null,
    },
    {
      id: '3',
      name: 'Ferritin',
      slug: null,
      providerId: null,
      type: 'UNKNOWN',
      rawType: 'mystery',
      unit: 'ng/mL',
    },
  ],
  sampleType: 'DRIED_BLOOD_SPOT',
  rawSampleType: 'dried_blood_spot',
  isFastingRequired: true,
  isPriority: true,
  hasAbn: false,
  commonTurnaroundDays: 3,
  worstCaseTurnaroundDays: 5,
  worstCaseResultBy: '2026-03-12',
  activateBy: '2026-03-06',
  kitShipment: {
    outbound: {
      trackingNumber: '1Z999',
      trackingUrl: 'https://example.com/1Z999',
      courier: 'ups',
    },
    inbound: null,
  },
};

/** A later body of the same order without any of these keys, as in the examples of Junction's documentation. */
function thin(): Webhook {
  const { lab_test, priority, has_abn, activate_by, worst_case_result_by_date, details, ...data } =
    withData(updated, {}).data;
  return { ...withData(updated, {}), data: data };
}

describe('what was ordered', () => {
  it('is served as Junction sent it', async () => {
    await receive(FULL);
    expect(await readOrder()).toEqual(SERVED);
  });

  it.each([
    ['before', () => [thin(), FULL]],
    ['after', () => [FULL, thin()]],
  ])('is not erased by a newer body without it that arrives %s', async (_when, webhooks) => {
    await receive(...webhooks());
    expect(await readOrder()).toEqual(SERVED);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('is null where Junction has not sent it', async () => {
    await receive(thin());
    const nothing = Object.fromEntries(Object.keys(SERVED).map((name) => [name, null]));
    expect(await readOrder()).toEqual(nothing);
  });

  it('is null for an order that an earlier release received, and replays equal', async () => {
    await receive(FULL);
    await pool.query(`UPDATE webhook_inbox SET fact = fact - 'ordered'`);
    await pool.query('TRUNCATE lab_order, order_event, order_transaction');
    const { rows } = await pool.query<{ fact: never }>('SELECT fact FROM webhook_inbox');
    await pool.query('TRUNCATE webhook_inbox');
    const ingester = new Ingester(pool);
    for (const { fact } of rows) {
      await ingester.take({ source: 'REST', key: 'old', eventType: null, fact });
    }
    expect(await readOrder('markers { id } isPriority')).toEqual({
      markers: null,
      isPriority: null,
    });
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);

    // Does the same as `npm run backfill`: this release reads the same state again.
    await receive(FULL);
    expect(await readOrder()).toEqual(SERVED);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('changes `changedAt` when it changes', async () => {
    await receive(FULL);
    const before = await readOrder('changedAt');
    await receive(withData(FULL, { updated_at: '2099-01-01T00:00:00Z', has_abn: true }));
    expect(await readOrder('hasAbn')).toEqual({ hasAbn: true });
    expect(await readOrder('changedAt')).not.toEqual(before);
  });
});
