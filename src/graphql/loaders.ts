import DataLoader from 'dataloader';
import type { Viewer } from '../access/viewer.js';
import type {
  AskedFields,
  OrderEventRow,
  OrderRow,
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
  readonly transactionsOfUser: (page: TransactionPage) => Loader<TransactionRow[]>;
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
  const transactions = new Loader(async (ids) =>
    withOrders(await mirror.findTransactions(viewer, ids, fields)),
  );
  const orders = new Loader(async (ids) => {
    const found = await mirror.findOrders(viewer, ids, fields);
    for (const order of found) {
      if (order?.transactionId != null && order.transaction !== undefined) {
        transactions.prime(order.transactionId, order.transaction);
      }
    }
    return found;
  });
  const ordersOfTransaction = new Loader(async (ids) => {
    const found = await mirror.findOrdersOfTransactions(viewer, ids, fields);
    found.forEach(keepOrders);
    return found;
  });
  const keepOrders = (rows: readonly OrderRow[]): void => {
    for (const order of rows) orders.prime(order.id, order);
  };
  /** Keeps the orders that came along. */
  const withOrders = <Row extends TransactionRow | null>(rows: Row[]): Row[] => {
    for (const row of rows) {
      if (row?.orders === undefined) continue;
      ordersOfTransaction.prime(row.id, row.orders);
      keepOrders(row.orders);
    }
    return rows;
  };
  const primed = (pages: TransactionRow[][]): TransactionRow[][] => {
    for (const page of pages) for (const row of withOrders(page)) transactions.prime(row.id, row);
    return pages;
  };
  const eventsOfOrder = new Loader((ids) => mirror.findEventsOfOrders(viewer, ids));
  const transactionResults = new DataLoader<string, LabResults | null>((ids) =>
    results.find('TRANSACTION', ids),
  );
  const orderResults = new DataLoader<string, LabResults | null>((ids) =>
    results.find('ORDER', ids),
  );
  const provenance = new Provenance();
  const pagesOfUsers = once(
    (key) =>
      new Loader(async (userIds) =>
        primed(await mirror.listTransactionsOfUsers(viewer, userIds, pageOfKey(key), fields)),
      ),
  );
  return {
    transactions,
    transactionPages: new Loader(async (keys) =>
      primed(
        await Promise.all(
          keys.map((key) => mirror.listTransactions(viewer, pageOfKey(key), fields)),
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
