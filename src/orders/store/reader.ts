import type { QueryResultRow } from 'pg';
import type { Viewer } from '../../access/viewer.js';
import type { ReadDatabase } from '../../database/replicas.js';
import type {
  MirrorReader,
  OrderEventRow,
  OrderRow,
  TransactionOfUserRow,
  TransactionRow,
} from '../read-model.js';
import {
  listTransactions,
  listTransactionsOfUsers,
  TRANSACTION_COLUMNS,
  type Statement,
} from './transaction-pages.js';

const ORDER_COLUMNS = `id, transaction_id AS "transactionId", parent_id AS "parentId",
  user_id AS "userId", origin, status, collection_method AS "collectionMethod", lab, sample_id AS "sampleId", interpretation,
  has_missing_results AS "hasMissingResults", expected_result_by::text AS "expectedResultBy",
  created_at AS "createdAt", updated_at AS "updatedAt", changed_at AS "changedAt"`;

/** What a viewer may see: `$2` whether everybody's, `$3` whose otherwise. An order without a user is nobody's own. */
const ORDER_IS_VISIBLE = '($2::boolean OR lab_order.user_id = $3::text)';
const TRANSACTION_IS_VISIBLE = `($2::boolean OR EXISTS (
  SELECT FROM lab_order
  WHERE lab_order.transaction_id = order_transaction.id AND lab_order.user_id = $3::text))`;
const TRANSACTION_IS_WHOLLY_VISIBLE = `($2::boolean OR NOT EXISTS (
  SELECT FROM lab_order
  WHERE lab_order.transaction_id = order_transaction.id
    AND lab_order.user_id IS DISTINCT FROM $3::text))`;

const FIND_TRANSACTIONS = {
  name: 'find-transactions',
  text: `SELECT ${TRANSACTION_COLUMNS},
                ${TRANSACTION_IS_WHOLLY_VISIBLE} AS "whollyVisible"
         FROM order_transaction WHERE id = ANY($1::uuid[]) AND ${TRANSACTION_IS_VISIBLE}`,
};
const FIND_ORDERS = {
  name: 'find-orders',
  text: `SELECT ${ORDER_COLUMNS} FROM lab_order WHERE id = ANY($1::uuid[]) AND ${ORDER_IS_VISIBLE}`,
};
const FIND_ORDERS_OF_TRANSACTIONS = {
  name: 'find-orders-of-transactions',
  text: `SELECT ${ORDER_COLUMNS} FROM lab_order
         WHERE transaction_id = ANY($1::uuid[]) AND ${ORDER_IS_VISIBLE}
         ORDER BY created_at, origin IS DISTINCT FROM 'initial', id`,
};
const FIND_EVENTS_OF_ORDERS = {
  name: 'find-events-of-orders',
  // Event ids are safe integers; float8 keeps them exact where pg would hand out bigint as text.
  text: `SELECT order_id AS "orderId", event_id::float8 AS "eventId", status,
                status_detail AS "statusDetail", created_at AS "createdAt"
         FROM order_event
         WHERE order_id = ANY($1::uuid[]) AND ($2::boolean OR EXISTS (
           SELECT FROM lab_order
           WHERE lab_order.id = order_event.order_id AND lab_order.user_id = $3::text))
         ORDER BY created_at, order_id, event_id`,
};

/** Reads the mirror by hand-written prepared statements: no entities, never the columns the merge alone needs. */
export function createMirrorReader(database: ReadDatabase): MirrorReader {
  const find = async <Row extends QueryResultRow>(
    statement: { name: string; text: string },
    { seesAll, userId }: Viewer,
    ids: readonly string[],
  ): Promise<Row[]> =>
    (await database.query<Row>({ ...statement, values: [ids, seesAll, userId] })).rows;

  const list = async <Row extends QueryResultRow>(statement: Statement): Promise<Row[]> =>
    (await database.query<Row>(statement)).rows;

  return {
    findTransactions: (viewer, ids) =>
      find<TransactionRow & QueryResultRow>(FIND_TRANSACTIONS, viewer, ids),
    listTransactions: (viewer, page) =>
      list<TransactionRow & QueryResultRow>(listTransactions(viewer, page)),
    listTransactionsOfUsers: (viewer, userIds, page) =>
      list<TransactionOfUserRow & QueryResultRow>(listTransactionsOfUsers(viewer, userIds, page)),
    findOrders: (viewer, ids) => find<OrderRow & QueryResultRow>(FIND_ORDERS, viewer, ids),
    findOrdersOfTransactions: (viewer, ids) =>
      find<OrderRow & QueryResultRow>(FIND_ORDERS_OF_TRANSACTIONS, viewer, ids),
    findEventsOfOrders: (viewer, ids) =>
      find<OrderEventRow & QueryResultRow>(FIND_EVENTS_OF_ORDERS, viewer, ids),
  };
}
