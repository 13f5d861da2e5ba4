import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/connections.js';
import { poolSettings } from '../../src/database/pool-settings.js';
import { entities } from '../../src/service/entities.js';
import { emptyTables } from './empty-tables.js';
import { testDatabaseUrl } from './test-server.js';
import { useResource, type Lifetime } from './use-resource.js';

export interface TestDatabase {
  readonly dataSource: DataSource;
  readonly pool: Pool;
}

/**
 * This worker's database for the tests of a file or of a `describe` block: connected before them with empty tables,
 * and closed after them.
 *
 * @param emptied `TEST` also empties the tables before each test
 */
export function useTestDatabase(emptied: Lifetime = 'BLOCK'): TestDatabase {
  const url = testDatabaseUrl();
  const dataSource = createDataSource({ url, entities });
  const pool = new Pool({ connectionString: url, ...poolSettings(false) });
  useResource(
    () => dataSource.initialize(),
    () => Promise.all([dataSource.destroy(), pool.end()]),
  );
  beforeAll(async () => {
    await emptyTables(pool);
  });
  if (emptied === 'TEST') beforeEach(() => emptyTables(pool));
  return { dataSource, pool };
}
