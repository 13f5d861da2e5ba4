import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../../src/database/data-source.js';
import { Sealer } from '../../../src/database/sealer.js';
import { createJunctionClient, type JunctionClient } from '../../../src/junction/client.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import type { ResultsSource } from '../../../src/results/results-source.js';
import { StoredResults } from '../../../src/results/store/stored-results.js';
import { readPayload } from '../../../src/webhooks/payload.js';
import { startUpstream, type UpstreamServer } from '../../junction/upstream-server.js';
import { openTestDatabase } from '../../support/database.js';
import { emptyTables } from '../../support/empty-tables.js';
import { journeyNamed, type Journey } from '../../support/journeys.js';
import { testLogger } from '../../support/logger.js';
import { createTestResults } from '../../support/results.js';
import { useResource } from '../../support/use-resource.js';

export const KEY = randomBytes(32);

/** A real database, a real server that replaces Junction, and the results modules between them. */
export interface ResultsStage {
  readonly database: DataSource;
  readonly pool: Pool;
  readonly junction: UpstreamServer;
  readonly client: JunctionClient;
  readonly sealer: Sealer;
  readonly store: StoredResults;
  readonly source: ResultsSource;
  readonly logger: Logger;
  /** Every line that was logged so far. */
  readonly log: readonly string[];
  /** Ingests webhooks of a recorded journey. */
  receive(webhooks: readonly Record<string, unknown>[]): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

async function openStage(): Promise<ResultsStage> {
  const database: DataSource = await openTestDatabase();
  const pool = poolOf(database);
  const junction = await startUpstream();
  const client = createJunctionClient({
    baseUrl: junction.baseUrl,
    apiKey: 'sk_us_test',
    // Resets the circuit breaker: tests of an outage must not affect the next test.
    limits: { failuresUntilDown: 1_000 },
  });
  const log: string[] = [];
  const logger = testLogger(log);
  const sealer = new Sealer([KEY]);
  const store = new StoredResults(database, sealer, logger, pool);
  const source = createTestResults(pool, client, { store, logger });
  return {
    database,
    pool,
    junction,
    client,
    sealer,
    store,
    source,
    logger,
    log,
    receive: (webhooks) => receive(new Ingester(pool), webhooks),
    reset: async () => {
      await source.idle();
      await emptyTables(pool);
    },
    close: async () => {
      await junction.close();
      await client.close();
      await database.destroy();
    },
  };
}

/** A stage for the tests of a file. */
export function useResultsStage(): ResultsStage {
  return useResource(openStage, (stage) => stage.close());
}

/** A journey with a redraw, whose ids the recorded results have. */
export const REDRAWN: Journey & { transaction: string; initial: string; redraw: string } = {
  ...journeyNamed('b01-redraw-full'),
  transaction: 'f426ece3-1777-4235-a9e5-a30221bec6f8',
  initial: 'b6944ab3-5a1c-4bba-b7fa-68f4074da51b',
  redraw: '5b4b7d22-8a49-4baf-9061-b6dba580b43d',
};

export async function receive(
  ingester: Ingester,
  webhooks: readonly Record<string, unknown>[],
): Promise<void> {
  for (const webhook of webhooks) {
    const payload = readPayload(Buffer.from(JSON.stringify(webhook)));
    if (payload.kind !== 'ORDER') continue;
    const key = `msg_${randomBytes(8).toString('hex')}`;
    const { eventType, report } = payload;
    await ingester.take({ source: 'WEBHOOK', key, eventType, fact: report });
  }
}

/** A time after the last event of the recorded journeys. */
const AFTERWARDS = '2026-06-01T00:00:00.000001+00:00';

/** The webhook of the same order with one more event. */
export function withNextEvent(
  webhook: Record<string, unknown>,
  status: string,
): Record<string, unknown> {
  const copy = structuredClone(webhook) as { data: OrderData };
  const { data } = copy;
  const next = {
    id: Math.max(...data.events.map(({ id }) => id)) + 1,
    status,
    created_at: AFTERWARDS,
  };
  data.events.push(next);
  data.last_event = next;
  return { ...webhook, data };
}

/** The webhook, with another status for one order in its transaction block. */
export function withStatusOf(
  orderId: string,
  lowStatus: string,
  webhook: Record<string, unknown>,
): Record<string, unknown> {
  const copy = structuredClone(webhook) as { data: OrderData };
  for (const entry of copy.data.order_transaction.orders) {
    if (entry.id !== orderId) continue;
    entry.low_level_status = lowStatus;
    entry.low_level_status_created_at = AFTERWARDS;
  }
  return { ...webhook, data: copy.data };
}

interface OrderData {
  events: { id: number; status: string; created_at: string }[];
  last_event: unknown;
  order_transaction: {
    orders: { id: string; low_level_status: string; low_level_status_created_at: string }[];
  };
}
