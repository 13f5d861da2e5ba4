import { mergedParts, type OrderedLayer } from '../../orders/ordered-parts.js';
import type { Columns, MirrorColumns } from './columns.js';
import type {
  AppointmentRow,
  OrderEventRow,
  OrderRow,
  OrderedRow,
  TransactionRow,
} from './read-model.js';

/** What a statement returns for one row, in the order of its columns. */
export type Cells = readonly unknown[];

type Mutable<Row> = { -readonly [Property in keyof Row]: Row[Property] };

/**
 * Transactions by their ids, each with all its orders, in the sequence of the rows.
 *
 * @param rows the cells of a transaction, then those of one of its orders
 */
export function readTransactionsById(
  { transaction, order }: MirrorColumns,
  rows: readonly Cells[],
): Map<string, TransactionRow> {
  const found = new Map<string, TransactionRow>();
  const firstOfOrder = transaction.properties.length;
  const transactionId = transaction.properties.indexOf('id');
  const orderId = firstOfOrder + order.properties.indexOf('id');
  for (const cells of rows) {
    let owner = found.get(cells[transactionId] as string);
    if (owner === undefined) {
      const row = readRow<TransactionRow>(transaction, cells, 0);
      row.members = { orders: [], areComplete: true };
      owner = row;
      found.set(owner.id, owner);
    }
    if (cells[orderId] === null) continue;
    const row = readRow<OrderRow>(order, cells, firstOfOrder);
    row.transaction = owner;
    owner.members?.orders.push(row);
  }
  return found;
}

/** Orders by their ids, each with its transaction. @param rows the cells of an order, then those of its transaction */
export function readOrdersById(
  columns: MirrorColumns,
  rows: readonly Cells[],
): Map<string, OrderRow> {
  const found = new Map<string, OrderRow>();
  for (const cells of rows) {
    const row = readOrder(columns, cells);
    found.set(row.id, row);
  }
  return found;
}

function readOrder({ transaction, order }: MirrorColumns, cells: Cells): OrderRow {
  const row = readRow<OrderRow>(order, cells, 0);
  const firstOfTransaction = order.properties.length;
  row.transaction = null;
  if (cells[firstOfTransaction + transaction.properties.indexOf('id')] !== null) {
    const owner = readRow<TransactionRow>(transaction, cells, firstOfTransaction);
    owner.members = null;
    row.transaction = owner;
  }
  return row;
}

/** An event. @param cells those of the event, then the order's user */
export function readEvent(event: Columns, cells: Cells): OrderEventRow {
  const row = readRow<OrderEventRow>(event, cells, 0);
  // Postgres returns bigint as text; event ids are safe integers.
  row.eventId = Number(cells[event.properties.indexOf('eventId')]);
  row.userId = cells[event.properties.length] as string | null;
  return row;
}

/** @param cells those of `ORDERED_BY_ORDER_IDS` */
export function readOrdered([orderId, userId, layers]: Cells): OrderedRow {
  return {
    orderId: orderId as string,
    userId: userId as string | null,
    parts: mergedParts((layers ?? []) as OrderedLayer[]),
  };
}

/** An appointment. @param cells those of the appointment, then the order's user */
export function readAppointment(appointment: Columns, cells: Cells): AppointmentRow {
  const row = readRow<AppointmentRow>(appointment, cells, 0);
  row.userId = cells[appointment.properties.length] as string | null;
  return row;
}

/** @param first the position of the row's first cell */
function readRow<Row>({ properties }: Columns, cells: Cells, first: number): Mutable<Row> {
  const row: Record<string, unknown> = {};
  let position = first;
  for (const property of properties) row[property] = cells[position++];
  return row as Mutable<Row>;
}
