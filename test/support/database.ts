import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { entities } from '../../src/service/entities.js';
import { databaseLeaks, refuseLeaks } from './canary.js';
import { emptyTables } from './empty-tables.js';
import { execute, testDatabaseUrl, testServer, withDatabase } from './test-server.js';

/** This worker's database with empty tables. The caller destroys the data source. */
export async function openTestDatabase(): Promise<DataSource> {
  const dataSource = await createDataSource({ url: testDatabaseUrl(), entities }).initialize();
  await emptyTables(poolOf(dataSource));
  return dataSource;
}

/**
 * Creates an empty database without tables, for tests that change the schema. It is searched for leaks before it is
 * dropped.
 */
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
