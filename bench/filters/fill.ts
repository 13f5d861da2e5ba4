import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Ingester } from '../../src/ingest/ingester.js';
import { SHOWN_STATUSES } from '../../src/junction/statuses.js';
import { orderMessage, type DescribedOrder } from '../../test/support/order-facts.js';

const TRANSACTIONS_OF_A_USER = 25;
const SECONDS_APART = 37.123457;
const DAYS_OF_CHANGES = 10;
const CHUNK = 100_000;
const METHODS = ['walk_in_test', 'at_home_phlebotomy', 'testkit', 'on_site_collection'];

type Orders = readonly Pick<DescribedOrder, 'statuses' | 'origin' | 'interpretation'>[];

/**
 * Fills an empty database with transactions. The service itself stores one transaction of each kind, so its own rules
 * compute the filtered columns. The others are copies without the data that only the merge needs.
 */
export async function fillWithKinds(pool: Pool, transactions: number): Promise<void> {
  await storeSlots(pool, await ingestTemplates(pool));
  for (let from = 1; from <= transactions; from += CHUNK)
    await copyTemplates(pool, transactions, [from, Math.min(from + CHUNK - 1, transactions)]);
  await pool.query('VACUUM ANALYZE');
  await pool.query('CHECKPOINT');
}

/** The user of most orders of the transaction with this number. */
export function userOf(number: number, transactions: number): string {
  return `user-${number % userCount(transactions)}`;
}

/** When the transaction with this number was created, to the millisecond. */
export function createdAtOf(number: number): Date {
  return new Date(Date.UTC(2024, 0, 1) + number * SECONDS_APART * 1_000);
}

export function changedAtOf(number: number): Date {
  return new Date(createdAtOf(number).getTime() + DAYS_OF_CHANGES * 24 * 3_600_000);
}

function userCount(transactions: number): number {
  return Math.max(2, Math.floor(transactions / TRANSACTIONS_OF_A_USER));
}

/** Every collection method with every status, of a single order, of a redraw and of a recreation. */
function* kinds(): Generator<{ readonly orders: Orders; readonly share: number }> {
  for (const method of METHODS) {
    const kindOf = (low: string, origin = 'initial', interpretation = 'normal') => ({
      statuses: [`received.${method}.${low}`],
      ...{ origin, interpretation },
    });
    for (const low of [...SHOWN_STATUSES, 'an_undocumented_status']) {
      const isCompleted = low === 'completed';
      yield { orders: [kindOf(low)], share: isCompleted ? 1_600 : 5 };
      const redraw = [kindOf('redraw_available'), kindOf(low, 'redraw')];
      yield { orders: redraw, share: isCompleted ? 300 : 1 };
      const recreation = [kindOf('cancelled'), kindOf(low, 'recreation')];
      yield { orders: recreation, share: isCompleted ? 50 : 1 };
    }
    yield { orders: [kindOf('completed', 'initial', 'critical')], share: 10 };
  }
}

/** @returns the transactions; each one is repeated once for each of its slots */
async function ingestTemplates(pool: Pool): Promise<string[]> {
  const ingester = new Ingester(pool);
  const slots: string[] = [];
  for (const { orders, share } of kinds()) {
    const transactionId = randomUUID();
    for (const [index, order] of orders.entries()) {
      const createdAt = `2023-12-0${index + 1}T08:00:00Z`;
      const described = { id: randomUUID(), transactionId, userId: 'a template', createdAt };
      await ingester.take(orderMessage({ ...described, ...order }));
    }
    slots.push(...Array.from({ length: share }, () => transactionId));
  }
  return slots;
}

async function storeSlots(pool: Pool, transactionIds: readonly string[]): Promise<void> {
  await pool.query('CREATE TABLE slot (position int PRIMARY KEY, transaction_id uuid NOT NULL)');
  await pool.query(
    'INSERT INTO slot SELECT position - 1, id FROM unnest($1::uuid[]) WITH ORDINALITY AS it (id, position)',
    [transactionIds],
  );
}

/** The factor is a prime, so neighbouring rows are copies of different templates. */
const COPIES = `WITH copies AS MATERIALIZED (
    SELECT number, md5('transaction ' || number)::uuid AS id, transaction_id AS template_id,
      timestamptz '2024-01-01Z' + number * interval '${SECONDS_APART} s' AS created_at
    FROM generate_series($1::int, $2::int) AS number
    JOIN slot ON slot.position = (number::bigint * 7919) % (SELECT count(*) FROM slot)
  )`;

/** One in 500 redraws and recreations belongs to another person. */
const COPY_ORDERS = `${COPIES}
  INSERT INTO lab_order (id, transaction_id, user_id, origin, status, collection_method, lab, interpretation, is_critical,
    created_at, updated_at, changed_at, record)
  SELECT md5(o.id::text || number)::uuid, copies.id,
    'user-' || ((number + (o.origin <> 'initial' AND number % 500 = 0)::int) % $3::int),
    o.origin, o.status, o.collection_method, 'Labcorp', o.interpretation, o.is_critical,
    copies.created_at + (o.origin <> 'initial')::int * interval '9 days', copies.created_at + interval '${DAYS_OF_CHANGES} days',
    copies.created_at + interval '${DAYS_OF_CHANGES} days', '{}'
  FROM copies JOIN lab_order o ON o.transaction_id = copies.template_id`;

const COPY_TRANSACTIONS = `${COPIES}
  INSERT INTO order_transaction (id, status, raw_status, patient_action, has_redraw, is_critical, order_statuses,
    created_at, updated_at, changed_at)
  SELECT copies.id, t.status, t.raw_status, t.patient_action, t.has_redraw, t.is_critical, t.order_statuses,
    copies.created_at, copies.created_at + interval '${DAYS_OF_CHANGES} days', copies.created_at + interval '${DAYS_OF_CHANGES} days'
  FROM copies JOIN order_transaction t ON t.id = copies.template_id`;

async function copyTemplates(
  pool: Pool,
  transactions: number,
  range: readonly [number, number],
): Promise<void> {
  await pool.query(COPY_TRANSACTIONS, [...range]);
  await pool.query(COPY_ORDERS, [...range, userCount(transactions)]);
}
