import {
  databaseLeaks,
  embeddedLeaks,
  overhearConsole,
  overheardMarks,
  refuseLeaks,
} from './canary.js';
import { testDatabaseUrl } from './database.js';

overhearConsole();

/**
 * After every test file: what its tests left in databases and what was overheard. It runs before the file's own
 * endings, so that what is still up can be looked at.
 */
afterAll(async () => {
  refuseLeaks(await databaseLeaks(testDatabaseUrl()));
  refuseLeaks(await embeddedLeaks());
  expect(await overheardMarks()).toEqual([]);
}, 60_000);
