import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/connections.js';
import { poolSettings } from '../../src/database/pool-settings.js';
import { entities } from '../../src/service/entities.js';
import { emptyTables, testDatabaseUrl } from './database.js';

export interface TestDatabase {
  readonly dataSource: DataSource;
  readonly pool: Pool;
}

/**
 * This worker's database for the tests of a file or of a `describe` block: connected before them, with empty tables, and
 * closed after them.
 */
export function useTestDatabase(): TestDatabase {
  const url = testDatabaseUrl();
  const dataSource = createDataSource({ url, entities });
  const pool = new Pool({ connectionString: url, ...poolSettings(false) });
  beforeAll(async () => {
    await dataSource.initialize();
    await emptyTables(dataSource);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await pool.end();
  });
  return { dataSource, pool };
}
