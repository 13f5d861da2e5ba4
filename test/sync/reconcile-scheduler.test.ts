import type { Registry } from 'prom-client';
import { Ingester } from '../../src/ingest/ingester.js';
import type { JobSchedule } from '../../src/database/jobs/schedule-job.js';
import { scheduleReconcile } from '../../src/sync/reconcile-scheduler.js';
import { createSyncMetrics } from '../../src/sync/metrics.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { listing, ordersOf } from './support/healing.js';
import { testLogger } from '../support/logger.js';
import { testRegistry } from '../support/registry.js';
import { until } from '../support/until.js';
import { useUpstream } from '../junction/use-junction.js';
import { useTestDatabase } from '../support/use-database.js';

const OFTEN_MS = 300;

const { dataSource, pool } = useTestDatabase('TEST');
const junction = useUpstream({ lifetime: 'TEST' });
let registry: Registry;

beforeEach(() => {
  registry = testRegistry();
  const orders = ordersOf(3);
  junction.answerWith(listing(() => orders));
});

function start(intervalMs: number): JobSchedule {
  return scheduleReconcile({
    database: { url: testDatabaseUrl(), dataSource },
    pool,
    ingester: new Ingester(pool),
    junction: { baseUrl: junction.baseUrl, apiKey: 'sk_us_test' },
    logger: testLogger(),
    metrics: createSyncMetrics(registry, dataSource, { RECONCILE: intervalMs }),
    observer: {},
    intervalMs,
  });
}

async function metric(name: string): Promise<number> {
  const text = await registry.metrics();
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
}

describe('inside the service', () => {
  it('the mirror is reconciled once an interval, and metrics show how far it had drifted', async () => {
    const schedule = start(OFTEN_MS);
    await until(async () => (await metric('order_transactions_drift_orders')) === 3);
    await until(async () => (await metric('order_transactions_drift_orders')) === 0);
    await schedule.close();

    const text = await registry.metrics();
    const success = /sync_last_success_timestamp_seconds{task="reconcile"} (\S+)/.exec(text)?.[1];
    expect(Date.now() / 1000 - Number(success)).toBeLessThan(10);
    expect(text).toContain('order_transactions_sync_interval_seconds{task="reconcile"} 0.3');
    expect(text).toContain('order_transactions_sync_takeovers_total{task="reconcile"} 0');
    const age = await metric('order_transactions_newest_event_age_seconds');
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(30 * 24 * 3600);
  });

  it('sends no request when it is switched off', async () => {
    const schedule = start(0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await schedule.close();
    expect(junction.requests).toHaveLength(0);
  });
});
