import type { Pool } from 'pg';
import { MIRROR_COLUMNS } from '../../src/store/read/columns.js';
import { transactionPage, transactionPagesOfUsers } from '../../src/store/read/statements.js';
import { Values } from '../../src/store/read/values.js';
import { planOf, preparedPlanOf, type PlanNode } from '../../test/store/support/plans.js';
import type { Subject } from './subjects.js';

/** Explains the service's statement for a page. */
export function planFor(pool: Pool, { page, userId }: Subject): Promise<PlanNode[]> {
  if (userId === null) return planOf(pool, transactionPage(MIRROR_COLUMNS.SUMMARY, page));
  const { text, valuesFor } = transactionPagesOfUsers(MIRROR_COLUMNS.SUMMARY, page);
  return preparedPlanOf(pool, { text, values: valuesFor([userId]) });
}

/** Selects the ids of the same page with a plain `WHERE`. */
export async function plainIds(pool: Pool, { page, userId }: Subject): Promise<string[]> {
  const values = new Values();
  const { orderStatuses, hasRedraw, isCritical, patientActions } = page.filter;
  const condition = (sql: string, value: unknown) =>
    value === null ? [] : [sql.replace('?', values.add(value))];
  const conditions = [
    ...condition('order_statuses && ?::text[]', orderStatuses),
    ...condition('has_redraw = ?', hasRedraw),
    ...condition('is_critical = ?', isCritical),
    ...condition('patient_action = ANY(?)', patientActions),
    ...condition('status = ANY(?)', page.statuses),
    ...condition('id IN (SELECT transaction_id FROM lab_order WHERE user_id = ?)', userId),
    ...condition('changed_at > ?', page.changedAfter),
    ...condition('created_at < ?', page.after?.createdAt ?? null),
  ];
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM order_transaction WHERE ${conditions.join(' AND ')}
     ORDER BY created_at DESC, id DESC LIMIT ${values.add(page.limit)}`,
    [...values.all],
  );
  return rows.map(({ id }) => id);
}
