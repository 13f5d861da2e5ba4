import { databaseLeaks, embeddedLeaks, refuseLeaks } from './canary.js';
import { testDatabaseUrl } from './test-server.js';
import './look-for-printed-leaks.js';

/** Runs before the test file's own hooks, while the resources of the tests are still open. */
afterAll(async () => {
  refuseLeaks(await databaseLeaks(testDatabaseUrl()));
  refuseLeaks(await embeddedLeaks());
});
