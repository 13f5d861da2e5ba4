import type { OrderRecord } from './order-record.js';
import { personOf, transactionOf } from './order-view.js';

/**
 * Returns the people whose lists contain the changed transactions: those who have an order in them. When an order moves
 * to another person, that change alone concerns neither of the two.
 */
export function concernedPeople(
  orders: Iterable<OrderRecord>,
  before: ReadonlyMap<string, OrderRecord>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byTransaction = new Map<string, Set<string>>();
  for (const order of orders) {
    const transactionId = transactionOf(order);
    const userId = personOf(order);
    if (transactionId === null || userId === null) continue;
    const former = formerPersonOf(before.get(order.id));
    if (former !== null && former !== userId) continue;
    const people = byTransaction.get(transactionId) ?? new Set<string>();
    byTransaction.set(transactionId, people.add(userId));
  }
  return byTransaction;
}

/** Includes a person who lost the order before the next person was named. */
function formerPersonOf(order: OrderRecord | undefined): string | null {
  if (order === undefined) return null;
  return personOf(order) ?? order.user?.value ?? null;
}
