import type { RequestListener } from 'node:http';
import type { Pool } from 'pg';
import {
  orderBody,
  playThrough,
  type Step,
  type JourneyName,
  type OrderBody,
} from '@order-transactions/junction-sandbox';
import type { DataSource } from 'typeorm';
import { json } from '../../junction/upstream-server.js';
import { canonicalJson } from '../../../src/orders/facts.js';
import { createJunctionClient, type JunctionClient } from '../../../src/junction/client.js';
import { JOB_LIMITS } from '../../../src/junction/call-policy.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { createIntake } from '../../../src/sync/intake.js';
import { heldLock } from '../../support/held-lock.js';

/** All served data of orders, as comparable text. The facts in the inbox may differ. */
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

/** A job's client, with short delays between its attempts. */
export function jobClient(baseUrl: string, apiKey = 'sk_us_test'): JunctionClient {
  return createJunctionClient({
    baseUrl,
    apiKey,
    limits: { ...JOB_LIMITS, firstPauseMs: 1, deadlineMs: 2_000 },
  });
}

/** The dependencies of a job, with a lock that is never lost. */
export function healing({
  dataSource,
  pool,
  client,
}: {
  dataSource: DataSource;
  pool: Pool;
  client: JunctionClient;
}) {
  const lock = heldLock(dataSource);
  return { dataSource, lock, client, intake: createIntake(pool, new Ingester(pool)) };
}

/** Junction's list of orders over bodies that may change between pages. */
export function listing(orders: () => readonly unknown[]): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    if (url.pathname !== '/v3/orders') {
      json(404, { detail: 'Not Found' })(request, response);
      return;
    }
    const page = Number(url.searchParams.get('page'));
    const size = Number(url.searchParams.get('size'));
    const all = orders();
    const body = {
      orders: all.slice((page - 1) * size, page * size),
      total: all.length,
      page,
      size,
    };
    json(200, body)(request, response);
  };
}

/** One order for each patient, in its final state at Junction. */
export function ordersOf(patients: number, journey: JourneyName = 'happy-path'): OrderBody[] {
  return Array.from({ length: patients }, (_, seed) => {
    const { transaction } = lastStep(journey, seed);
    return transaction.orders.map((order) => orderBody(transaction, order));
  }).flat();
}

export function lastStep(journey: JourneyName, seed: number): Step {
  const step = playThrough(journey, { seed, clientUserId: 'test-patient' }).at(-1);
  if (!step) throw new Error('a journey without steps');
  return step;
}
