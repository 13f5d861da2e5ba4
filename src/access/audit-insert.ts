import type { QueryConfig } from 'pg';
import type { EntityManager } from 'typeorm';
import { AuditEntryEntity } from './audit-entity.js';
import type { AuditEntry } from './audit-trail.js';

/** An entry as it is stored. */
export interface AuditRow extends AuditEntry {
  /** The number of ids; `subjectIds` may contain only the first of them. */
  readonly subjectCount: number;
  /** The number of equal rejections that were counted instead of recorded. */
  readonly repeats: number;
}

/** The values of each column, from an array of those of all rows. */
const COLUMNS: Readonly<Record<keyof AuditRow, string>> = {
  requestId: 'unnest(:requestId::text[])',
  viewer: 'unnest(:viewer::text[])',
  userId: 'unnest(:userId::text[])',
  action: 'unnest(:action::text[])',
  // Postgres has no arrays of arrays of different lengths.
  subjectIds: 'unnest(:subjectIds::text[])::uuid[]',
  subjectCount: 'unnest(:subjectCount::bigint[])',
  outcome: 'unnest(:outcome::text[])',
  repeats: 'unnest(:repeats::bigint[])',
};

/**
 * Builds the statement that adds any number of rows once, because every read waits for it: a statement with the values
 * of each row takes twice as long for eight rows, and cannot be prepared.
 */
export function createAuditInsert(
  manager: EntityManager,
): (rows: readonly AuditRow[]) => QueryConfig<unknown[]> {
  const columns = Object.entries(COLUMNS);
  const [text, parameters] = manager
    .createQueryBuilder()
    .insert()
    .into(AuditEntryEntity)
    .values(Object.fromEntries(columns.map(([column, values]) => [column, () => values])))
    .setParameters(Object.fromEntries(columns.map(([column]) => [column, column])))
    .updateEntity(false)
    .getQueryAndParameters();
  const ordered = parameters as (keyof AuditRow)[];
  return (rows) => ({
    name: 'record-audit-entries',
    text,
    values: ordered.map((column) => rows.map((row) => valueOf(row, column))),
  });
}

function valueOf(row: AuditRow, column: keyof AuditRow): unknown {
  return column === 'subjectIds' ? `{${row.subjectIds.join()}}` : row[column];
}
