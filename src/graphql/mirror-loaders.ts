import type { Viewer } from '../access/viewer.js';
import type {
  AskedFields,
  MirrorReader,
  OrderEventRow,
  OrderRow,
  TransactionPage,
  TransactionRow,
} from '../store/read/read-model.js';
import { Loader } from './loader.js';
import { once } from './once.js';

/**
 * What resolvers read of the mirror, by id. One request's ids of one kind become one statement, however many they are;
 * what comes along with others needs none. Unknown ids load as null, or as an empty list; so does what the viewer may
 * not see.
 */
export interface MirrorLoaders {
  readonly transactions: Loader<TransactionRow | null>;
  /** Pages of all transactions, see {@link MirrorReader.listTransactions}, by {@link keyOfPage}. */
  readonly transactionPages: Loader<TransactionRow[]>;
  /** One page of each user's transactions, by the user's id. */
  readonly transactionsOfUser: (page: TransactionPage) => Loader<TransactionRow[]>;
  readonly orders: Loader<OrderRow | null>;
  /** Oldest first, see {@link MirrorReader.findOrdersOfTransactions}. */
  readonly ordersOfTransaction: Loader<OrderRow[]>;
  /** Oldest first, see {@link MirrorReader.findEventsOfOrders}. */
  readonly eventsOfOrder: Loader<OrderEventRow[]>;
}

/** What rows are read for. Whoever learns of it says so before they are. */
export interface Asked {
  fields: AskedFields;
}

export function createMirrorLoaders(
  mirror: MirrorReader,
  viewer: Viewer,
  asked: Asked,
): MirrorLoaders {
  const transactions = new Loader<TransactionRow | null>(async (ids) => {
    const found = await mirror.findTransactions(viewer, ids, asked.fields);
    found.forEach(keepOrders);
    return found;
  });
  const orders = new Loader<OrderRow | null>(async (ids) => {
    const found = await mirror.findOrders(viewer, ids, asked.fields);
    found.forEach(keepTransaction);
    return found;
  });
  const ordersOfTransaction = new Loader<OrderRow[]>(async (ids) => {
    const found = await mirror.findOrdersOfTransactions(viewer, ids, asked.fields);
    found.flat().forEach(keepOrder);
    return found;
  });
  const transactionPages = new Loader<TransactionRow[]>(async (keys) => {
    const list = (key: string) => mirror.listTransactions(viewer, pageOfKey(key), asked.fields);
    const found = await Promise.all(keys.map(list));
    found.flat().forEach(keepTransactionAndOrders);
    return found;
  });
  const pageLoaders = once(
    (key: string) =>
      new Loader<TransactionRow[]>(async (userIds) => {
        const page = pageOfKey(key);
        const found = await mirror.listTransactionsOfUsers(viewer, userIds, page, asked.fields);
        found.flat().forEach(keepTransactionAndOrders);
        return found;
      }),
  );
  const keepOrder = (row: OrderRow): void => orders.prime(row.id, row);
  const keepOrders = (row: TransactionRow | null): void => {
    if (row?.orders === undefined) return;
    ordersOfTransaction.prime(row.id, row.orders);
    row.orders.forEach(keepOrder);
  };
  const keepTransaction = (row: OrderRow | null): void => {
    if (row?.transaction === undefined || row.transactionId === null) return;
    transactions.prime(row.transactionId, row.transaction);
  };
  const keepTransactionAndOrders = (row: TransactionRow): void => {
    transactions.prime(row.id, row);
    keepOrders(row);
  };
  return {
    transactions,
    transactionPages,
    transactionsOfUser: (page) => pageLoaders(keyOfPage(page)),
    orders,
    ordersOfTransaction,
    eventsOfOrder: new Loader((ids) => mirror.findEventsOfOrders(viewer, ids)),
  };
}

/** Pages as loaders know them. */
export function keyOfPage(page: TransactionPage): string {
  return JSON.stringify(page);
}

function pageOfKey(key: string): TransactionPage {
  return JSON.parse(key) as TransactionPage;
}
