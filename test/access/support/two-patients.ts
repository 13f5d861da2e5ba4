import type { Pool } from 'pg';
import {
  insertAppointment,
  insertEvent,
  insertOrder,
  insertTransaction,
} from '../../graphql/support/mirror-rows.js';

const id = (digits: string) => `${digits.padStart(8, '0')}-0000-4000-8000-000000000000`;

/**
 * Each transaction belongs to the user in its name. The orders of the mixed transaction belong to both users and to
 * no known user.
 */
export const TRANSACTIONS = {
  ofA: id('a0'),
  ofB: id('b0'),
  mixed: id('ab0'),
  ofNobody: id('0'),
};
export const ORDERS = {
  initialOfA: id('a1'),
  redrawOfA: id('a2'),
  onlyOfB: id('b1'),
  mixedOfA: id('ab1'),
  mixedRedrawOfA: id('ab3'),
  mixedOfB: id('ab2'),
  ofNobody: id('1'),
};

export const USER_A = 'user-a';
export const USER_B = 'user-b';

/**
 * Fills the mirror. Every order has an event and an appointment. The parent of the redraw is the other order of its
 * transaction.
 */
export async function insertTwoPatients(pool: Pool): Promise<void> {
  for (const transaction of Object.values(TRANSACTIONS)) {
    await insertTransaction(pool, { id: transaction, created_at: '2026-03-03T09:26:51Z' });
  }
  const { ofA, ofB, mixed, ofNobody } = TRANSACTIONS;
  await insert(pool, ORDERS.initialOfA, ofA, USER_A, 'initial');
  await insert(pool, ORDERS.redrawOfA, ofA, USER_A, 'redraw', ORDERS.initialOfA);
  await insert(pool, ORDERS.onlyOfB, ofB, USER_B, 'initial');
  await insert(pool, ORDERS.mixedOfA, mixed, USER_A, 'initial');
  await insert(pool, ORDERS.mixedRedrawOfA, mixed, USER_A, 'redraw', ORDERS.mixedOfA);
  await insert(pool, ORDERS.mixedOfB, mixed, USER_B, 'recreation', ORDERS.mixedOfA);
  await insert(pool, ORDERS.ofNobody, ofNobody, null, 'initial');
}

async function insert(
  pool: Pool,
  order: string,
  transaction: string,
  user: string | null,
  origin: string,
  parent: string | null = null,
): Promise<void> {
  await insertOrder(pool, {
    id: order,
    transaction_id: transaction,
    user_id: user,
    origin,
    parent_id: parent,
  });
  await insertEvent(pool, { order_id: order, event_id: 1 });
  await insertAppointment(pool, { order_id: order, id: order, confirmation_code: order });
}
