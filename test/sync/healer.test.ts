import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/data-source.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { startHealer, type Healer } from '../../src/sync/healer.js';
import { createSyncMetrics } from '../../src/sync/metrics.js';
import { startUpstream, type UpstreamServer } from '../junction/upstream-server.js';
import { openTestDatabase, testDatabaseUrl } from '../support/database.js';
import { listing, ordersOf } from './support/healing.js';
import { testLogger } from '../support/logger.js';
import { testRegistry } from '../support/registry.js';

/** 300 ms. */
const OFTEN = 0.005;

let database: DataSource;
let pool: Pool;
let junction: UpstreamServer;
let registry: Registry;

beforeEach(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  junction = await startUpstream();
  registry = testRegistry();
  const orders = ordersOf(3);
  junction.answerWith(listing(() => orders));
});
afterEach(async () => {
  await junction.close();
  await database.destroy();
});

function start(everyMinutes: number): Healer {
  return startHealer({
    database: { url: testDatabaseUrl(), pool },
    ingester: new Ingester(pool),
    junction: { baseUrl: junction.baseUrl, apiKey: 'sk_us_test' },
    logger: testLogger(),
    metrics: createSyncMetrics(registry, pool),
    observer: {},
    everyMinutes,
  });
}

async function metric(name: string): Promise<number> {
  const text = await registry.metrics();
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('inside the service', () => {
  it('the mirror is healed again and again, and metrics tell how far it was off', async () => {
    const healer = start(OFTEN);
    await until(async () => (await metric('order_transactions_drift_orders')) === 3);
    await until(async () => (await metric('order_transactions_drift_orders')) === 0);
    await healer.close();

    const age = await metric('order_transactions_newest_event_age_seconds');
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(30 * 24 * 3600);
  });

  it('nothing is asked when it is switched off', async () => {
    const healer = start(0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await healer.close();
    expect(junction.requests).toHaveLength(0);
  });
});
