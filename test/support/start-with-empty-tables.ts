import { createDataSource } from '../../src/database/data-source.js';
import { entities } from '../../src/service/entities.js';
import { emptyTables, testDatabaseUrl } from './database.js';

/** Empties this worker's database before each test file, so that no file finds the rows of another. */
beforeAll(async () => {
  const dataSource = await createDataSource({ url: testDatabaseUrl(), entities }).initialize();
  try {
    await emptyTables(dataSource);
  } finally {
    await dataSource.destroy();
  }
}, 60_000);
