import type { TransactionChanges } from '../../src/orders/live/transaction-changes.js';
import { startListener, type Listener } from '../../src/orders/live/listener.js';
import { testDatabaseUrl } from './test-server.js';
import { testLogger } from './logger.js';
import { useResource } from './use-resource.js';

/** Forwards the notifications of this worker's database to the changes. */
export function useListener(changes: TransactionChanges): Listener {
  return useResource(
    () => startListener(testDatabaseUrl(), changes, testLogger()),
    (listener) => listener.close(),
  );
}
