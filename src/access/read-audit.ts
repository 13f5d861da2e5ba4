import type { Pool } from 'pg';
import type { AuditEntry } from './audit-trail.js';
import { bearerName } from './viewer.js';

export interface AuditQuestion {
  /**
   * Null: everybody. Otherwise what was done with tokens of this user or subject, and with the orders of this user.
   */
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
  const bearer = user === null ? null : bearerName(user);
  let after = '0';
  for (;;) {
    const { rows } = await pool.query<KeptAuditEntry>(READ_PAGE, [
      after,
      since,
      user,
      bearer,
      PAGE,
    ]);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

const READ_PAGE = `
  SELECT id, at, request_id AS "requestId", viewer, user_id AS "userId", action, subject_ids AS "subjectIds", outcome
  FROM audit_entry
  WHERE id > $1 AND at >= $2 AND ($3::text IS NULL OR user_id = $3 OR viewer = $4 OR subject_ids && ARRAY(
    SELECT id FROM lab_order WHERE user_id = $3
    UNION SELECT transaction_id FROM lab_order WHERE user_id = $3))
  ORDER BY id LIMIT $5`;
