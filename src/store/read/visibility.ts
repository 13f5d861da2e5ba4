import type { Viewer } from '../../access/viewer.js';
import type {
  AppointmentRow,
  OrderEventRow,
  OrderRow,
  OrderedRow,
  TransactionRow,
} from './read-model.js';

/**
 * Returns the part of a row that the viewer may read: the row, a transaction with fewer orders, or null. Statements by
 * id are shared between viewers, so every row passes through this function before the store returns it.
 */
export function visibleTo<
  Row extends TransactionRow | OrderRow | OrderEventRow | OrderedRow | AppointmentRow,
>(viewer: Viewer, row: Row): Row | null {
  if (viewer.seesAll) return row;
  if ('members' in row) return visibleTransaction(viewer, row) as Row | null;
  return isOwnedBy(viewer, row) ? row : null;
}

function visibleTransaction(viewer: Viewer, row: TransactionRow): TransactionRow | null {
  const orders = row.members?.orders.filter((order) => isOwnedBy(viewer, order)) ?? [];
  if (orders.length === 0) return null;
  return withOrders(row, orders, orders.length === row.members?.orders.length);
}

/** An order without a user is visible only to viewers who may read everything. */
function isOwnedBy({ userId }: Viewer, row: Pick<OrderRow, 'userId'>): boolean {
  return row.userId !== null && row.userId === userId;
}

/** Copies the transaction with these orders, each of which references the copy. */
function withOrders(
  row: TransactionRow,
  orders: readonly OrderRow[],
  areComplete: boolean,
): TransactionRow {
  const copies: OrderRow[] = [];
  const transaction = { ...row, members: { orders: copies, areComplete } };
  for (const order of orders) copies.push({ ...order, transaction });
  return transaction;
}
