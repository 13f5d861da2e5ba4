import DataLoader from 'dataloader';
import type { OrderEventRow, OrderRow, TransactionRow } from '../orders/read-model.js';
import type { LabResults } from '../results/model.js';
import type { GraphSources } from './sources.js';

/**
 * Everything the resolvers read, by id. One request's ids of one kind become one statement, however many they are.
 * Unknown ids load as null, or as an empty list.
 */
export interface Loaders {
  readonly transactions: DataLoader<string, TransactionRow | null>;
  readonly orders: DataLoader<string, OrderRow | null>;
  /** Oldest first, see {@link MirrorReader.findOrdersOfTransactions}. */
  readonly ordersOfTransaction: DataLoader<string, OrderRow[]>;
  /** Oldest first, see {@link MirrorReader.findEventsOfOrders}. */
  readonly eventsOfOrder: DataLoader<string, OrderEventRow[]>;
  readonly transactionResults: DataLoader<string, LabResults | null>;
  readonly orderResults: DataLoader<string, LabResults | null>;
}

export function createLoaders({ mirror, results }: GraphSources): Loaders {
  return {
    transactions: new DataLoader(async (ids) =>
      oneForEach(ids, await mirror.findTransactions(ids), (transaction) => transaction.id),
    ),
    orders: new DataLoader(async (ids) =>
      oneForEach(ids, await mirror.findOrders(ids), (order) => order.id),
    ),
    ordersOfTransaction: new DataLoader(async (ids) =>
      allForEach(ids, await mirror.findOrdersOfTransactions(ids), (order) => order.transactionId),
    ),
    eventsOfOrder: new DataLoader(async (ids) =>
      allForEach(ids, await mirror.findEventsOfOrders(ids), (event) => event.orderId),
    ),
    transactionResults: oneByOne((id) => results.transactionResults(id)),
    orderResults: oneByOne((id) => results.orderResults(id)),
  };
}

/** Loads each id on its own, once a request, so that one that fails or is slow holds up no other. */
function oneByOne<Value>(load: (id: string) => Promise<Value>): DataLoader<string, Value> {
  return new DataLoader((ids) => Promise.all(ids.map(load)), { batch: false });
}

/** Rows are told apart by the id they carry, never by their place in the answer. */
function oneForEach<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string,
): (Row | null)[] {
  const rowById = new Map(rows.map((row) => [idOf(row), row]));
  return ids.map((id) => rowById.get(id) ?? null);
}

/** The rows of each id, in the order in which they came. */
function allForEach<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string | null,
): Row[][] {
  const rowsById = new Map<string | null, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) rowsById.get(idOf(row))?.push(row);
  return ids.map((id) => rowsById.get(id) ?? []);
}
