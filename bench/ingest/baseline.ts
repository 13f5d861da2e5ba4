import type { Pool } from 'pg';
import { Mirror } from '../../src/orders/mirror.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { messageId, reportOf } from './events.js';

/**
 * The baseline: the cost for Postgres to write the rows of one event with one hand-written statement. The values are
 * computed before the measurement. The baseline does not read, verify or merge anything.
 */
const WRITE_EVENT = {
  name: 'write-event',
  text: `WITH inbox AS (
           INSERT INTO webhook_inbox (source, key, event_type, fact)
           VALUES ('WEBHOOK', $1, 'labtest.order.updated', $2) ON CONFLICT DO NOTHING
         ), transaction AS (
           INSERT INTO order_transaction (id, status, raw_status, created_at, updated_at, changed_at, block)
           SELECT id, status, raw_status, created_at, updated_at, now(), block
           FROM json_populate_record(NULL::order_transaction, $3)
           ON CONFLICT (id) DO UPDATE SET status = excluded.status, raw_status = excluded.raw_status,
             created_at = excluded.created_at, updated_at = excluded.updated_at,
             changed_at = excluded.changed_at, block = excluded.block
         ), orders AS (
           INSERT INTO lab_order (id, transaction_id, user_id, junction_user_id, team_id, origin, status,
             collection_method, lab, created_at, updated_at, changed_at, record)
           SELECT id, transaction_id, user_id, junction_user_id, team_id, origin, status,
             collection_method, lab, created_at, updated_at, now(), record
           FROM json_populate_recordset(NULL::lab_order, $4)
           ON CONFLICT (id) DO UPDATE SET status = excluded.status, updated_at = excluded.updated_at,
             changed_at = excluded.changed_at, record = excluded.record
         )
         INSERT INTO order_event (order_id, event_id, status, status_detail, created_at)
         SELECT order_id, event_id, status, status_detail, created_at
         FROM json_populate_recordset(NULL::order_event, $5)
         ON CONFLICT DO NOTHING`,
};

/** The statement's parameters for each body. */
export function baselineParameters(bodies: readonly string[]): unknown[][] {
  return bodies.map((body) => {
    const report = reportOf(body);
    const mirror = new Mirror();
    mirror.apply(report);
    const transactionId = report.block?.transactionId ?? '';
    const view = mirror.viewTransaction(transactionId);
    return [
      messageId(),
      JSON.stringify(report),
      JSON.stringify({
        id: view.id,
        status: view.status,
        raw_status: view.rawStatus,
        created_at: view.createdAt,
        updated_at: view.updatedAt,
        block: report.block,
      }),
      JSON.stringify(orderRows(mirror)),
      JSON.stringify(
        report.events.map((event) => ({
          order_id: report.orderId,
          event_id: event.eventId,
          status: event.status,
          status_detail: event.statusDetail,
          created_at: event.createdAt,
        })),
      ),
    ];
  });
}

/** Sorted by id, so that two statements cannot deadlock. */
function orderRows(mirror: Mirror): object[] {
  return [...mirror.orders.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, events, ...record }) => {
      const view = viewOrder({ id, events, ...record });
      return {
        id,
        transaction_id: view.transactionId,
        user_id: view.userId,
        junction_user_id: view.junctionUserId,
        team_id: view.teamId,
        origin: view.origin,
        status: view.status,
        collection_method: view.collectionMethod,
        lab: view.lab,
        created_at: view.createdAt,
        updated_at: view.updatedAt,
        record,
      };
    });
}

export async function writeEvent(pool: Pool, parameters: unknown[]): Promise<void> {
  await pool.query({ ...WRITE_EVENT, values: parameters });
}
