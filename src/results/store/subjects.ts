import { lowStatusOf } from '../../junction/statuses.js';

/** What results can be of: a whole transaction, combined by Junction over its orders, or one order alone. */
export type SubjectKind = 'TRANSACTION' | 'ORDER';

/** After these, further results come only with a further event. `redraw_available` is the last of its order. */
const FINISHED_ORDER = new Set(['completed', 'corrected', 'redraw_available']);

/** Whether all results that are expected are there; a correction may still follow. */
export function isFinished(kind: SubjectKind, status: string | null): boolean {
  if (status === null) return false;
  return kind === 'TRANSACTION' ? status === 'completed' : FINISHED_ORDER.has(lowStatusOf(status));
}

/** Raised when `LabResults` gets another shape: what older releases kept is then asked for anew. */
const SHAPE = 1;

/** All that was heard of one order which may come with other results: its newest event, its status, a notice. */
const ORDER_VERSION = `concat_ws(' ', o.id, o.status,
    (SELECT max(event_id) FROM order_event WHERE order_id = o.id),
    (SELECT extract(epoch FROM heard_at) FROM order_notice WHERE order_id = o.id))`;

/** Selects `id`, `status` and present `version` of orders. */
export function currentOrders(condition: string): string {
  return `SELECT o.id, o.status, concat('${SHAPE} ', ${ORDER_VERSION}) AS version
          FROM lab_order AS o WHERE ${condition}`;
}

/** Selects `id`, `status` and present `version` of transactions: that of all their orders. */
export function currentTransactions(condition: string): string {
  return `SELECT t.id, t.status, concat('${SHAPE} ', string_agg(${ORDER_VERSION}, ', ' ORDER BY o.id)) AS version
          FROM order_transaction AS t LEFT JOIN lab_order AS o ON o.transaction_id = t.id
          WHERE ${condition} GROUP BY t.id`;
}
