import type { ClientBase, Pool } from 'pg';
import { Batcher } from '../database/batcher.js';

/** That somebody read or changed something. It tells of which records, never what is in them. */
export interface AuditEntry {
  readonly requestId: string;
  /** The name of the {@link Viewer}. */
  readonly viewer: string;
  /** The company's own id of the person whose token it was, if it was anybody's. */
  readonly userId: string | null;
  readonly action: AuditAction;
  /** The transactions and orders that were handed out, or asked for in vain. */
  readonly subjectIds: readonly string[];
  readonly outcome: AuditOutcome;
}

export type AuditAction =
  | 'READ_ORDERS'
  | 'READ_RESULTS'
  | 'READ_RESULTS_PDF'
  | 'INGEST_ORDER_WEBHOOK'
  | 'TRACK_ORDER'
  | 'ERASE_USER';

/**
 * `NOT_FOUND` also stands for what the viewer may not see, `REFUSED` for what they may not do and for input that cannot
 * be so.
 */
export type AuditOutcome = 'DONE' | 'NOT_FOUND' | 'REFUSED' | 'FAILED';

export interface AuditTrail {
  /**
   * Adds entries; resolves when they are safe. Whoever reads for somebody hands nothing out before that.
   *
   * @throws whatever keeps the entries from being written
   */
  record(entries: readonly AuditEntry[]): Promise<void>;
}

/** Nobody waits here but requests that are being answered, so those who wait need no bound of their own. */
const LIMITS = { batches: 2, batchSize: 256, waiting: Infinity };

/**
 * The trail in the database. What is to be recorded while it writes goes together into its next statement: otherwise
 * every reading would pay for a commit of its own.
 */
export function createAuditTrail(pool: Pool): AuditTrail {
  const batcher = new Batcher(async (notes: readonly (readonly AuditEntry[])[]) => {
    await recordAuditEntries(pool, notes.flat());
    return notes.map(() => undefined);
  }, LIMITS);
  return { record: (entries) => batcher.submit(entries) };
}

/** Adds entries by whatever runs statements, be it within a database transaction. */
export async function recordAuditEntries(
  database: Pick<ClientBase, 'query'>,
  entries: readonly AuditEntry[],
): Promise<void> {
  const rows = entries.map(({ requestId, viewer, userId, action, subjectIds, outcome }) => ({
    request_id: requestId,
    viewer,
    user_id: userId,
    action,
    // Postgres reads them faster so than as a list in JSON.
    subject_ids: `{${subjectIds.join()}}`,
    outcome,
  }));
  await database.query({
    name: 'record-audit-entries',
    text: `INSERT INTO audit_entry (request_id, viewer, user_id, action, subject_ids, outcome)
           SELECT request_id, viewer, user_id, action, subject_ids::uuid[], outcome
           FROM json_to_recordset($1) AS entry
             (request_id text, viewer text, user_id text, action text, subject_ids text, outcome text)`,
    values: [JSON.stringify(rows)],
  });
}
