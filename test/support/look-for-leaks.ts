import { Client } from 'pg';
import { columnsWithMarks, overheardMarks, refuseLeaks } from './canary.js';
import { testDatabaseUrl } from './database.js';

/** After every test file: what its tests left in the database and what was overheard. */
afterAll(async () => {
  const client = new Client({ connectionString: testDatabaseUrl() });
  await client.connect();
  try {
    refuseLeaks(await columnsWithMarks(client));
  } finally {
    await client.end();
  }
  expect(await overheardMarks()).toEqual([]);
});
