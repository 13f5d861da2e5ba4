import DataLoader from 'dataloader';
import type { Viewer } from '../access/viewer.js';
import type {
  AskedFields,
  OrderEventRow,
  OrderRow,
  TransactionOfUserRow,
  TransactionPage,
  TransactionRow,
} from '../orders/read-model.js';
import type { LabResults } from '../results/model.js';
import { Loader } from './loader.js';
import { Provenance } from './provenance.js';
import type { GraphSources } from './sources.js';

/**
 * Everything the resolvers read, by id. One request's ids of one kind become one statement, however many they are.
 * Unknown ids load as null, or as an empty list; so does what the viewer may not see.
 */
export interface Loaders {
  readonly transactions: Loader<TransactionRow | null>;
  /** Pages of all transactions, see {@link MirrorReader.listTransactions}, by {@link keyOfPage}. */
  readonly transactionPages: Loader<TransactionRow[]>;
  /** One page of each user's transactions, by the user's id. */
  readonly transactionsOfUser: (page: TransactionPage) => Loader<TransactionOfUserRow[]>;
  readonly orders: Loader<OrderRow | null>;
  /** Oldest first, see {@link MirrorReader.findOrdersOfTransactions}. */
  readonly ordersOfTransaction: Loader<OrderRow[]>;
  /** Oldest first, see {@link MirrorReader.findEventsOfOrders}. */
  readonly eventsOfOrder: Loader<OrderEventRow[]>;
  readonly resultsOfTransaction: (id: string) => Promise<LabResults | null>;
  readonly resultsOfOrder: (id: string) => Promise<LabResults | null>;
  readonly provenance: Provenance;
}

/** @param fields the names of those that are asked for */
export function createLoaders(
  { mirror, results }: Pick<GraphSources, 'mirror' | 'results'>,
  viewer: Viewer,
  fields: AskedFields,
): Loaders {
  const transactions = new Loader<TransactionRow | null>(async (ids) =>
    oneForEach(
      ids,
      await mirror.findTransactions(viewer, ids, fields),
      (transaction) => transaction.id,
    ),
  );
  const primed = <Row extends TransactionRow>(rows: Row[]): Row[] => {
    for (const row of rows) transactions.prime(row.id, row);
    return rows;
  };
  const orders = new Loader<OrderRow | null>(async (ids) =>
    oneForEach(ids, await mirror.findOrders(viewer, ids, fields), (order) => order.id),
  );
  const ordersOfTransaction = new Loader<OrderRow[]>(async (ids) => {
    const rows = await mirror.findOrdersOfTransactions(viewer, ids, fields);
    for (const order of rows) orders.prime(order.id, order);
    return allForEach(ids, rows, (order) => order.transactionId);
  });
  const eventsOfOrder = new Loader<OrderEventRow[]>(async (ids) =>
    allForEach(ids, await mirror.findEventsOfOrders(viewer, ids), (event) => event.orderId),
  );
  const transactionResults = new DataLoader<string, LabResults | null>((ids) =>
    results.find('TRANSACTION', ids),
  );
  const orderResults = new DataLoader<string, LabResults | null>((ids) =>
    results.find('ORDER', ids),
  );
  const provenance = new Provenance();
  const pagesOfUsers = once(
    (key) =>
      new Loader<TransactionOfUserRow[]>(async (userIds) =>
        allForEach(
          userIds,
          primed(await mirror.listTransactionsOfUsers(viewer, userIds, pageOfKey(key), fields)),
          (transaction) => transaction.userId,
        ),
      ),
  );
  return {
    transactions,
    transactionPages: new Loader((keys) =>
      Promise.all(
        keys.map(async (key) =>
          primed(await mirror.listTransactions(viewer, pageOfKey(key), fields)),
        ),
      ),
    ),
    transactionsOfUser: (page) => pagesOfUsers(keyOfPage(page)),
    orders,
    ordersOfTransaction,
    eventsOfOrder,
    // Results know no users: whose they are, the mirror tells.
    resultsOfTransaction: once(async (id) => {
      const transaction = await transactions.load(id);
      return transaction?.whollyVisible
        ? provenance.traced(await transactionResults.load(id), () => ordersOfTransaction.load(id))
        : null;
    }),
    resultsOfOrder: once(async (id) => {
      const order = await orders.load(id);
      return order && provenance.traced(await orderResults.load(id), () => [order]);
    }),
    provenance,
  };
}

/** Pages as loaders know them. */
export function keyOfPage(page: TransactionPage): string {
  return JSON.stringify(page);
}

function pageOfKey(key: string): TransactionPage {
  return JSON.parse(key) as TransactionPage;
}

/** Each key's value is created once, for whoever asks first. */
function once<Created>(create: (key: string) => Created): (key: string) => Created {
  const created = new Map<string, Created>();
  return (key) => {
    const value = created.get(key) ?? create(key);
    created.set(key, value);
    return value;
  };
}

/** Rows are told apart by the id they carry, never by their place in the answer. */
function oneForEach<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string,
): (Row | null)[] {
  const rowById = new Map<string, Row>();
  for (const row of rows) rowById.set(idOf(row), row);
  return ids.map((id) => rowById.get(id) ?? null);
}

/** The rows of each id, in the order in which they came. */
function allForEach<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string | null,
): Row[][] {
  const rowsById = new Map<string | null, Row[]>();
  for (const id of ids) rowsById.set(id, []);
  for (const row of rows) rowsById.get(idOf(row))?.push(row);
  return ids.map((id) => rowsById.get(id) ?? []);
}
