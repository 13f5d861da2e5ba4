import type { ClientBase } from 'pg';
import { columnsWithMarks, refuseLeaks } from './canary.js';

/** Above this size, DELETE takes longer than TRUNCATE, which takes some milliseconds for each table. */
const DELETE_UP_TO_BYTES = 1024 ** 2;

/**
 * Searches the tables for leaks of personal data, then empties all of them except the record of migrations and the
 * audit trail, which is append-only.
 *
 * @param deleteUpToBytes larger tables are truncated, which also resets the size that the planner uses
 */
export async function emptyTables(
  database: Pick<ClientBase, 'query'>,
  deleteUpToBytes = DELETE_UP_TO_BYTES,
): Promise<void> {
  const leaks = await columnsWithMarks(database);
  await database.query(`
    DO $$
    DECLARE
      name text;
    BEGIN
      FOR name IN
        SELECT format('%I', tablename) FROM pg_tables
        WHERE schemaname = current_schema() AND tablename NOT IN ('migrations', 'audit_entry')
      LOOP
        IF pg_relation_size(name::regclass) > ${deleteUpToBytes} THEN
          EXECUTE 'TRUNCATE ' || name;
        ELSIF pg_relation_size(name::regclass) > 0 THEN
          -- Waits for transactions that still insert.
          EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', name);
          EXECUTE 'DELETE FROM ' || name;
        END IF;
      END LOOP;
    END
    $$`);
  refuseLeaks(leaks);
}
