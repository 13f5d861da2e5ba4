import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { entities } from '../../src/service/entities.js';
import { columnsWithMarks, databaseLeaks, refuseLeaks } from './canary.js';
import { execute, testServer, withDatabase, workerDatabase } from './test-server.js';

/** The URL of this worker's database: migrated, and with empty tables when a test file begins. */
export function testDatabaseUrl(): string {
  return withDatabase(testServer(), workerDatabase(process.env.JEST_WORKER_ID ?? 1));
}

/** This worker's database, with empty tables. The caller destroys the data source. */
export async function openTestDatabase(): Promise<DataSource> {
  const dataSource = await createDataSource({ url: testDatabaseUrl(), entities }).initialize();
  await emptyTables(dataSource);
  return dataSource;
}

/** Looks for leaks of personal data, then empties every table but the record of the migrations and the audit trail, which nobody can empty. */
export async function emptyTables(dataSource: DataSource): Promise<void> {
  const leaks = await columnsWithMarks(poolOf(dataSource));
  await dataSource.query(`
    DO $$
    BEGIN
      EXECUTE (
        SELECT 'TRUNCATE ' || string_agg(format('%I', tablename), ', ')
        FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT IN ('migrations', 'audit_entry')
      );
    END
    $$`);
  refuseLeaks(leaks);
}

/** An empty database, without tables, for tests that change the schema. It is looked through for leaks before it goes. */
export async function createScratchDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `order_transactions_scratch_${randomBytes(6).toString('hex')}`;
  await execute(testServer(), `CREATE DATABASE ${name}`);
  const url = withDatabase(testServer(), name);
  return {
    url,
    drop: async () => {
      const leaks = await databaseLeaks(url);
      await execute(testServer(), `DROP DATABASE ${name} WITH (FORCE)`);
      refuseLeaks(leaks);
    },
  };
}
