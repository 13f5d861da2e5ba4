import type { Pool, QueryResultRow } from 'pg';
import type { MirrorReader, OrderEventRow, OrderRow, TransactionRow } from '../read-model.js';

const ORDER_COLUMNS = `id, transaction_id AS "transactionId", parent_id AS "parentId", origin, status,
  collection_method AS "collectionMethod", lab, sample_id AS "sampleId", interpretation,
  has_missing_results AS "hasMissingResults", expected_result_by::text AS "expectedResultBy",
  created_at AS "createdAt", updated_at AS "updatedAt", changed_at AS "changedAt"`;

const FIND_TRANSACTIONS = {
  name: 'find-transactions',
  text: `SELECT id, status, raw_status AS "rawStatus", created_at AS "createdAt",
                updated_at AS "updatedAt", changed_at AS "changedAt"
         FROM order_transaction WHERE id = ANY($1::uuid[])`,
};
const FIND_ORDERS = {
  name: 'find-orders',
  text: `SELECT ${ORDER_COLUMNS} FROM lab_order WHERE id = ANY($1::uuid[])`,
};
const FIND_ORDERS_OF_TRANSACTIONS = {
  name: 'find-orders-of-transactions',
  text: `SELECT ${ORDER_COLUMNS} FROM lab_order WHERE transaction_id = ANY($1::uuid[])
         ORDER BY created_at, origin IS DISTINCT FROM 'initial', id`,
};
const FIND_EVENTS_OF_ORDERS = {
  name: 'find-events-of-orders',
  // Event ids are safe integers; float8 keeps them exact where pg would hand out bigint as text.
  text: `SELECT order_id AS "orderId", event_id::float8 AS "eventId", status,
                status_detail AS "statusDetail", created_at AS "createdAt"
         FROM order_event WHERE order_id = ANY($1::uuid[])
         ORDER BY created_at, order_id, event_id`,
};

/** Reads the mirror by hand-written prepared statements: no entities, never the columns the merge alone needs. */
export function createMirrorReader(pool: Pool): MirrorReader {
  const find = async <Row extends QueryResultRow>(
    statement: { name: string; text: string },
    ids: readonly string[],
  ): Promise<Row[]> => (await pool.query<Row>({ ...statement, values: [ids] })).rows;

  return {
    findTransactions: (ids) => find<TransactionRow & QueryResultRow>(FIND_TRANSACTIONS, ids),
    findOrders: (ids) => find<OrderRow & QueryResultRow>(FIND_ORDERS, ids),
    findOrdersOfTransactions: (ids) =>
      find<OrderRow & QueryResultRow>(FIND_ORDERS_OF_TRANSACTIONS, ids),
    findEventsOfOrders: (ids) => find<OrderEventRow & QueryResultRow>(FIND_EVENTS_OF_ORDERS, ids),
  };
}
