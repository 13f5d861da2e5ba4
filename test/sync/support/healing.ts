import type { Pool } from 'pg';
import { canonicalJson } from '../../../src/orders/facts.js';
import { createJunctionClient, type JunctionClient } from '../../../src/junction/client.js';
import { JOB_LIMITS } from '../../../src/junction/call-policy.js';
import { Ingester } from '../../../src/orders/ingester.js';
import { createIntake } from '../../../src/sync/intake.js';

/** Everything that is served of orders, as comparable text: what was heard of them may differ. */
export async function servedState(pool: Pool): Promise<string> {
  const [transactions, orders, events] = await Promise.all([
    rowsOf(
      pool,
      `SELECT to_jsonb(it) - '{block,changed_at}'::text[] AS row
                  FROM order_transaction it ORDER BY id`,
    ),
    rowsOf(
      pool,
      `SELECT to_jsonb(it) - '{record,changed_at}'::text[] AS row
                  FROM lab_order it ORDER BY id`,
    ),
    rowsOf(pool, 'SELECT to_jsonb(it) AS row FROM order_event it ORDER BY order_id, event_id'),
  ]);
  return canonicalJson({ transactions, orders, events });
}

async function rowsOf(pool: Pool, statement: string): Promise<unknown[]> {
  return (await pool.query<{ row: unknown }>(statement)).rows.map(({ row }) => row);
}

/** The client of a job, that does not wait long between its attempts. */
export function jobClient(baseUrl: string, apiKey = 'sk_us_test'): JunctionClient {
  return createJunctionClient({
    baseUrl,
    apiKey,
    limits: { ...JOB_LIMITS, firstPauseMs: 1, deadlineMs: 2_000 },
  });
}

export function healing(pool: Pool, client: JunctionClient) {
  return { pool, client, intake: createIntake(pool, new Ingester(pool)) };
}
