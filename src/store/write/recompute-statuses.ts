import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '../../database/transaction.js';
import { NO_IDS } from '../../orders/affected-ids.js';
import { applyFacts } from './apply-facts.js';
import { loadLocked, partOf } from './load.js';

/**
 * The version of the rules for the stored columns of a transaction: its status, the patient's action, and the
 * filtered columns. Increment it whenever a rule changes. Stored rows are then recomputed.
 */
const STATUS_RULE = 4;

const BATCH_SIZE = 100;
/** The period in which instances of the previous release can still write statuses by the previous rule. */
const ROLLOUT = '15 minutes';
/** Rows of a change become visible when it commits, some time after their `changed_at`. */
const COMMIT_DELAY = '5 seconds';

/**
 * - `RECOMPUTED`: a batch was recomputed
 * - `WAITING`: nothing to do now, but instances of the previous release may still write
 * - `BUSY`: another instance recomputes a batch
 * - `FINISHED`: nothing is left to do
 */
export type RecomputationState = 'RECOMPUTED' | 'WAITING' | 'BUSY' | 'FINISHED';

/**
 * Recomputes the next transactions after an upgrade, in the order of their last change. A row whose status or action
 * changes counts as changed: `changed_at` is updated, and subscribers are notified. A row that had no action yet does
 * not count as changed, because its action was computed at read time.
 *
 * The row with the progress is locked until the batch is committed, so instances take turns and no batch is lost or
 * repeated.
 */
export function recomputeStatuses(pool: Pool): Promise<RecomputationState> {
  return inTransaction(pool, async (client) => {
    await client.query({ ...BEGIN, values: [STATUS_RULE] });
    const { rows: claimed } = await client.query<{ finished: boolean }>({
      ...CLAIM,
      values: [STATUS_RULE],
    });
    if (claimed[0] === undefined) return 'BUSY';
    if (claimed[0].finished) {
      const { rowCount } = await client.query({ ...RESTART, values: [STATUS_RULE] });
      if (rowCount === 0) return 'FINISHED';
    }
    return recomputeBatch(client);
  });
}

async function recomputeBatch(client: ClientBase): Promise<RecomputationState> {
  const { rows } = await client.query<{ id: string; changedAt: string }>({
    ...NEXT,
    values: [STATUS_RULE, BATCH_SIZE],
  });
  const last = rows.at(-1);
  if (last === undefined) {
    await client.query({ ...FINISH, values: [STATUS_RULE] });
    return 'WAITING';
  }
  const transactionIds = new Set(rows.map(({ id }) => id));
  const part = partOf([], { ...NO_IDS, transactionIds });
  await applyFacts(client, [], await loadLocked(client, part));
  await client.query({ ...REACH, values: [STATUS_RULE, last.changedAt, last.id] });
  return 'RECOMPUTED';
}

/** Without transactions there is nothing to recompute. */
const BEGIN = {
  name: 'begin-status-recomputation',
  text: `INSERT INTO status_recomputation (rule, started_at, reached_at, reached_id)
         SELECT $1, now(),
           CASE WHEN EXISTS (SELECT FROM order_transaction) THEN '-infinity' ELSE 'infinity' END::timestamptz,
           '00000000-0000-0000-0000-000000000000'
         WHERE NOT EXISTS (SELECT FROM status_recomputation WHERE rule = $1)
         ON CONFLICT DO NOTHING`,
};

/**
 * Rows without an action were written by a release that does not store it. After a rollback to such a release, it can
 * write them even after the recomputation has finished.
 */
const RESTART = {
  name: 'restart-status-recomputation',
  text: `UPDATE status_recomputation
         SET started_at = now(), reached_at = '-infinity', reached_id = '00000000-0000-0000-0000-000000000000'
         WHERE rule = $1 AND EXISTS (SELECT FROM order_transaction WHERE patient_action IS NULL)`,
};

const CLAIM = {
  name: 'claim-status-recomputation',
  text: `SELECT reached_at = 'infinity' AS finished FROM status_recomputation
         WHERE rule = $1 FOR UPDATE SKIP LOCKED`,
};

const NEXT = {
  name: 'next-status-recomputation',
  text: `SELECT id, changed_at AS "changedAt" FROM order_transaction
         WHERE changed_at >= (SELECT reached_at FROM status_recomputation WHERE rule = $1)
           AND (changed_at, id) >
             (SELECT reached_at, reached_id FROM status_recomputation WHERE rule = $1)
           AND changed_at < now() - interval '${COMMIT_DELAY}'
         ORDER BY changed_at, id LIMIT $2`,
};

const REACH = {
  name: 'reach-status-recomputation',
  text: 'UPDATE status_recomputation SET reached_at = $2, reached_id = $3 WHERE rule = $1',
};

const FINISH = {
  name: 'finish-status-recomputation',
  text: `UPDATE status_recomputation SET reached_at = 'infinity'
         WHERE rule = $1 AND started_at < now() - interval '${ROLLOUT}'`,
};
