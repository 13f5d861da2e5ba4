import type { Pool } from 'pg';
import type { AuditEntry } from './audit-trail.js';

export interface AuditQuestion {
  /** Null: everybody. Otherwise what this user did, and what was done with the orders of this user. */
  readonly user: string | null;
  readonly since: Date;
}

export interface KeptAuditEntry extends AuditEntry {
  readonly id: string;
  readonly at: string;
}

const PAGE = 1_000;

/** The entries of the trail, oldest first, a page at a time: it may be long. */
export async function* readAudit(
  pool: Pool,
  { user, since }: AuditQuestion,
): AsyncGenerator<KeptAuditEntry[]> {
  let after = '0';
  for (;;) {
    const { rows } = await pool.query<KeptAuditEntry>(READ_PAGE, [after, since, user, PAGE]);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

const READ_PAGE = `
  SELECT id, at, request_id AS "requestId", viewer, action, subject_ids AS "subjectIds", outcome
  FROM audit_entry
  WHERE id > $1 AND at >= $2 AND ($3::text IS NULL OR viewer = $3 OR subject_ids && ARRAY(
    SELECT id FROM lab_order WHERE user_id = $3
    UNION SELECT transaction_id FROM lab_order WHERE user_id = $3))
  ORDER BY id LIMIT $4`;
