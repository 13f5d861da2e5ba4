import type { QueryArrayConfig } from 'pg';
import type { ReadDatabase } from '../../database/replicas.js';
import type { MirrorReader, TransactionRow } from './read-model.js';
import { Finder } from './finder.js';
import {
  EVENTS_OF_ORDERS,
  ORDERS,
  ORDERS_OF_TRANSACTIONS,
  THEIR_ORDERS,
  THEIR_TRANSACTION,
  TRANSACTIONS,
} from './row-sources.js';
import { listTransactions } from './transaction-pages.js';
import { UserPages } from './user-pages.js';

/** Reads the mirror by hand-written statements: no entities, never the columns the merge alone needs. */
export function createMirrorReader(database: ReadDatabase): MirrorReader {
  const transactions = new Finder(database, {
    name: 'find-transactions',
    source: TRANSACTIONS,
    along: THEIR_ORDERS,
  });
  const orders = new Finder(database, {
    name: 'find-orders',
    source: ORDERS,
    along: THEIR_TRANSACTION,
  });
  const ordersOfTransactions = new Finder(database, {
    name: 'find-orders-of-transactions',
    source: ORDERS_OF_TRANSACTIONS,
  });
  const eventsOfOrders = new Finder(database, {
    name: 'find-events-of-orders',
    source: EVENTS_OF_ORDERS,
  });
  const pagesOfUsers = new UserPages(database);

  return {
    findTransactions: async (viewer, ids, fields) =>
      (await transactions.find(viewer, ids, fields)).map(onlyRow),
    listTransactions: async (viewer, page, fields = null) => {
      const { text, values, reading } = listTransactions(viewer, page, fields);
      const statement: QueryArrayConfig = { text, values, rowMode: 'array' };
      const rows: TransactionRow[] = [];
      for (const cells of (await database.query<unknown[]>(statement)).rows) {
        reading.add(cells, rows);
      }
      return rows;
    },
    listTransactionsOfUsers: (viewer, userIds, page, fields = null) =>
      pagesOfUsers.list({ viewer, userIds, page, fields }),
    findOrders: async (viewer, ids, fields) =>
      (await orders.find(viewer, ids, fields)).map(onlyRow),
    findOrdersOfTransactions: (viewer, ids, fields) =>
      ordersOfTransactions.find(viewer, ids, fields),
    findEventsOfOrders: (viewer, ids) => eventsOfOrders.find(viewer, ids),
  };
}

function onlyRow<Row>([row]: readonly Row[]): Row | null {
  return row ?? null;
}
