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

/** Another one whenever the row changes, and with each notice: that may come with other results, but changes no row. */
function versionOf(changedAt: string, heardAt: string): string {
  return `concat_ws(' ', '${SHAPE}', extract(epoch FROM ${changedAt}), extract(epoch FROM ${heardAt}))`;
}

/** Selects `id`, `status` and present `version` of orders. */
export function currentOrders(condition: string): string {
  return `SELECT o.id, o.status, ${versionOf('o.changed_at', 'notice.heard_at')} AS version
          FROM lab_order AS o LEFT JOIN order_notice AS notice ON notice.order_id = o.id
          WHERE ${condition}`;
}

/** Selects `id`, `status` and present `version` of transactions, which change whenever one of their orders does. */
export function currentTransactions(condition: string): string {
  return `SELECT t.id, t.status, ${versionOf('t.changed_at', 'max(notice.heard_at)')} AS version
          FROM order_transaction AS t
          LEFT JOIN lab_order AS o ON o.transaction_id = t.id
          LEFT JOIN order_notice AS notice ON notice.order_id = o.id
          WHERE ${condition} GROUP BY t.id`;
}
