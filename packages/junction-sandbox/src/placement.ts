import type { Step } from './lab/step.js';
import { placedOrder, type Order, type Origin, type Transaction } from './lab/transaction.js';

/** An order with its transaction. */
export interface Placement {
  readonly transaction: Transaction;
  readonly order: Order;
}

/** Every order of the transactions. */
export function placementsOf(transactions: readonly Transaction[]): Placement[] {
  return transactions.flatMap((transaction) =>
    transaction.orders.map((order) => ({ transaction, order })),
  );
}

/** The order of an origin in the state after the last step. */
export function placementAfter(steps: readonly [Step, ...Step[]], origin: Origin): Placement {
  const { transaction } = steps.at(-1) ?? steps[0];
  return { transaction, order: placedOrder(transaction, origin) };
}
