import type { DataSource } from 'typeorm';
import { AuditEntryEntity } from './audit-entity.js';
import { bearerName } from './viewer.js';

export interface AuditFilter {
  /**
   * Null: all entries. Otherwise the entries of this user's or subject's tokens, and those about the orders of this
   * user.
   */
  readonly user: string | null;
  readonly since: Date;
}

/** An entry with its times as text, in microseconds. */
export type StoredAuditEntry = Pick<
  AuditEntryEntity,
  'id' | 'at' | 'requestId' | 'viewer' | 'userId' | 'action' | 'subjectIds' | 'outcome'
> & { readonly subjectCount: number; readonly repeats: number };

const PAGE = 1_000;

/** Yields the entries of the audit trail, oldest first. It reads a page at a time, because the trail may be long. */
export async function* readAudit(
  dataSource: DataSource,
  { user, since }: AuditFilter,
): AsyncGenerator<StoredAuditEntry[]> {
  const entries = dataSource
    .getRepository(AuditEntryEntity)
    .createQueryBuilder('entry')
    .select('entry.id', 'id')
    .addSelect('entry.at', 'at')
    .addSelect('entry.requestId', 'requestId')
    .addSelect('entry.viewer', 'viewer')
    .addSelect('entry.userId', 'userId')
    .addSelect('entry.action', 'action')
    .addSelect('entry.subjectIds', 'subjectIds')
    .addSelect('coalesce(entry.subjectCount, cardinality(entry.subjectIds))::int', 'subjectCount')
    .addSelect('entry.outcome', 'outcome')
    .addSelect('entry.repeats::int', 'repeats')
    .where('entry.at >= :since', { since })
    .orderBy('entry.id')
    .limit(PAGE);
  if (user !== null) entries.andWhere(OF_USER, { user, bearer: bearerName(user) });
  let after = '0';
  for (;;) {
    const page = entries.clone().andWhere('entry.id > :after', { after });
    const rows = await page.getRawMany<StoredAuditEntry>();
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

const OF_USER = `(entry.userId = :user OR entry.viewer = :bearer OR entry.subjectIds && ARRAY(
  SELECT id FROM lab_order WHERE user_id = :user
  UNION SELECT transaction_id FROM lab_order WHERE user_id = :user))`;
