import { Client } from 'pg';
import { emptyTables } from './empty-tables.js';
import { testDatabaseUrl } from './test-server.js';

/**
 * Empties this worker's database before each test file, so that no file depends on the rows or table sizes of
 * another.
 */
beforeAll(async () => {
  const client = new Client({ connectionString: testDatabaseUrl() });
  await client.connect();
  try {
    await emptyTables(client, 0);
  } finally {
    await client.end();
  }
});
