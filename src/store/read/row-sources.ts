import type { OrderEventRow, OrderRow, TransactionRow } from './read-model.js';
import type { Columns, Companions, RowSource, ViewerSql } from './selection.js';

const TRANSACTION_COLUMNS: Columns<TransactionRow> = {
  id: 'id',
  status: 'status',
  rawStatus: 'raw_status',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  changedAt: 'changed_at',
  whollyVisible: ({ seesAll, userId }) =>
    `(${seesAll} OR NOT EXISTS (
       SELECT FROM lab_order
       WHERE lab_order.transaction_id = order_transaction.id AND lab_order.user_id IS DISTINCT FROM ${userId}))`,
};

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

/** Of transactions and orders alike. */
const TIMES = { updatedAt: ['updatedAt'], changedAt: ['changedAt'] };

/** An order without a user is nobody's own. */
function orderIsVisible({ seesAll, userId }: ViewerSql): string {
  return `(${seesAll} OR lab_order.user_id = ${userId})`;
}

export const TRANSACTIONS: RowSource<TransactionRow> = {
  columns: TRANSACTION_COLUMNS,
  neededFor: {
    rawStatus: ['rawStatus'],
    createdAt: ['createdAt', 'cursor', 'startCursor', 'endCursor'],
    ...TIMES,
  },
  from: (id, { seesAll, userId }) =>
    `FROM order_transaction WHERE id = ${id} AND (${seesAll} OR EXISTS (
       SELECT FROM lab_order
       WHERE lab_order.transaction_id = order_transaction.id AND lab_order.user_id = ${userId}))`,
};

const ORDER = {
  columns: ORDER_COLUMNS,
  neededFor: {
    parentId: ['parent', 'redrawOutcome'],
    userId: ['user'],
    sampleId: ['sampleId', 'order'],
    collectionMethod: ['collectionMethod'],
    lab: ['lab'],
    testName: ['testName'],
    interpretation: ['interpretation'],
    hasMissingResults: ['hasMissingResults'],
    expectedResultBy: ['expectedResultBy'],
    createdAt: ['createdAt'],
    ...TIMES,
  },
} as const;

export const ORDERS: RowSource<OrderRow> = {
  ...ORDER,
  from: (id, viewer) => `FROM lab_order WHERE id = ${id} AND ${orderIsVisible(viewer)}`,
};

export const ORDERS_OF_TRANSACTIONS: RowSource<OrderRow> = {
  ...ORDER,
  from: (id, viewer) => `FROM lab_order WHERE transaction_id = ${id} AND ${orderIsVisible(viewer)}`,
  orderBy: (rows) => [
    `${rows}."createdAt"`,
    `${rows}.origin IS DISTINCT FROM 'initial'`,
    `${rows}.id`,
  ],
};

export const EVENTS_OF_ORDERS: RowSource<OrderEventRow> = {
  columns: {
    orderId: 'order_id',
    // Event ids are safe integers; float8 keeps them exact where pg would hand out bigint as text.
    eventId: 'event_id::float8',
    status: 'status',
    statusDetail: 'status_detail',
    createdAt: 'created_at',
  },
  neededFor: {},
  from: (id, { seesAll, userId }) =>
    `FROM order_event WHERE order_id = ${id} AND (${seesAll} OR EXISTS (
       SELECT FROM lab_order WHERE lab_order.id = ${id} AND lab_order.user_id = ${userId}))`,
  orderBy: (rows) => [`${rows}."createdAt"`, `${rows}."eventId"`],
};

/** Nobody may change a row once it is handed out. */
type Growing<Row> = { -readonly [Property in keyof Row]: Row[Property] };

/** Along with transactions. */
export const THEIR_ORDERS: Companions<TransactionRow, OrderRow> = {
  source: ORDERS_OF_TRANSACTIONS,
  by: 'id',
  askedBy: [
    ...['orders', 'initialOrder', 'redrawOrder', 'user'],
    ...['redrawOutcome', 'resultsPdf', 'timeline'],
  ],
  give: (transaction: Growing<TransactionRow>, order) => {
    transaction.orders ??= [];
    if (order) transaction.orders.push(order);
  },
};

/** Along with orders. */
export const THEIR_TRANSACTION: Companions<OrderRow, TransactionRow> = {
  source: TRANSACTIONS,
  by: 'transactionId',
  askedBy: ['transaction'],
  give: (order: Growing<OrderRow>, transaction) => (order.transaction = transaction),
};
