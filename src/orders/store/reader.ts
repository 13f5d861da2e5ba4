import type { QueryResultRow } from 'pg';
import type { ReadDatabase } from '../../database/replicas.js';
import type { MirrorReader, OrderEventRow, OrderRow, TransactionRow } from '../read-model.js';
import { Finder, SEES_ALL, USER_ID, type Columns, type FindStatement } from './finder.js';
import {
  listTransactions,
  ONLY_SHOWN_OF_TRANSACTIONS,
  TRANSACTION_COLUMNS,
} from './transaction-pages.js';
import { UserPages } from './user-pages.js';

const ORDER_COLUMNS: Columns<OrderRow> = {
  id: 'id',
  transactionId: 'transaction_id',
  parentId: 'parent_id',
  userId: 'user_id',
  origin: 'origin',
  status: 'status',
  collectionMethod: 'collection_method',
  lab: 'lab',
  testName: 'test_name',
  sampleId: 'sample_id',
  interpretation: 'interpretation',
  hasMissingResults: 'has_missing_results',
  expectedResultBy: 'expected_result_by',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  changedAt: 'changed_at',
};

const ONLY_SHOWN_OF_ORDERS = [
  'collectionMethod',
  'lab',
  'testName',
  'interpretation',
  'hasMissingResults',
  'expectedResultBy',
  'createdAt',
  'updatedAt',
  'changedAt',
] as const;

/** An order without a user is nobody's own. */
const ORDER_IS_VISIBLE = `(${SEES_ALL} OR lab_order.user_id = ${USER_ID})`;
const TRANSACTION_IS_VISIBLE = `(${SEES_ALL} OR EXISTS (
  SELECT FROM lab_order
  WHERE lab_order.transaction_id = order_transaction.id AND lab_order.user_id = ${USER_ID}))`;
const TRANSACTION_IS_WHOLLY_VISIBLE = `(${SEES_ALL} OR NOT EXISTS (
  SELECT FROM lab_order
  WHERE lab_order.transaction_id = order_transaction.id
    AND lab_order.user_id IS DISTINCT FROM ${USER_ID}))`;

const TRANSACTIONS: FindStatement<TransactionRow> = {
  name: 'find-transactions',
  columns: { ...TRANSACTION_COLUMNS, whollyVisible: TRANSACTION_IS_WHOLLY_VISIBLE },
  onlyShown: [...ONLY_SHOWN_OF_TRANSACTIONS, 'createdAt'],
  from: `FROM order_transaction WHERE id = wanted.id AND ${TRANSACTION_IS_VISIBLE}`,
};
const ORDERS: FindStatement<OrderRow> = {
  name: 'find-orders',
  columns: ORDER_COLUMNS,
  onlyShown: ONLY_SHOWN_OF_ORDERS,
  from: `FROM lab_order WHERE id = wanted.id AND ${ORDER_IS_VISIBLE}`,
};
const ORDERS_OF_TRANSACTIONS: FindStatement<OrderRow> = {
  name: 'find-orders-of-transactions',
  columns: ORDER_COLUMNS,
  onlyShown: ONLY_SHOWN_OF_ORDERS,
  from: `FROM lab_order WHERE transaction_id = wanted.id AND ${ORDER_IS_VISIBLE}`,
  orderBy: `"createdAt", origin IS DISTINCT FROM 'initial', found.id`,
};
const EVENTS_OF_ORDERS: FindStatement<OrderEventRow> = {
  name: 'find-events-of-orders',
  columns: {
    orderId: 'order_id',
    // Event ids are safe integers; float8 keeps them exact where pg would hand out bigint as text.
    eventId: 'event_id::float8',
    status: 'status',
    statusDetail: 'status_detail',
    createdAt: 'created_at',
  },
  onlyShown: [],
  from: `FROM order_event WHERE order_id = wanted.id AND (${SEES_ALL} OR EXISTS (
           SELECT FROM lab_order WHERE id = wanted.id AND lab_order.user_id = ${USER_ID}))`,
  orderBy: '"createdAt", "eventId"',
};

/** Reads the mirror by hand-written statements: no entities, never the columns the merge alone needs. */
export function createMirrorReader(database: ReadDatabase): MirrorReader {
  const transactions = new Finder(database, TRANSACTIONS);
  const orders = new Finder(database, ORDERS);
  const ordersOfTransactions = new Finder(database, ORDERS_OF_TRANSACTIONS);
  const eventsOfOrders = new Finder(database, EVENTS_OF_ORDERS);
  const pagesOfUsers = new UserPages(database);

  return {
    findTransactions: async (viewer, ids, fields) =>
      (await transactions.find(viewer, ids, fields)).map(onlyRow),
    listTransactions: async (viewer, page, fields = null) => {
      const statement = listTransactions(viewer, page, fields);
      return (await database.query<TransactionRow & QueryResultRow>(statement)).rows;
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
