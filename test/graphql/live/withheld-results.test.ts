import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { GATEWAY } from '../../../src/access/viewer.js';
import { TransactionChanges } from '../../../src/orders/live/transaction-changes.js';
import { createMirrorReads, type MirrorReads } from '../../../src/store/read/index.js';
import { useTestDatabase } from '../../support/use-database.js';
import { startGraphServer } from '../support/graph-server.js';
import { insertOrder, insertTransaction, TRANSACTION } from '../support/mirror-rows.js';
import { until } from '../../support/until.js';
import { useCleanup } from '../../support/use-resource.js';

const ONE = `subscription { orderTransactionUpdated(id: "${TRANSACTION}") { rawStatus } }`;
const OF_PERSON = 'subscription { orderTransactionsUpdated(userId: "user-a") { rawStatus } }';
const LOST = Object.assign(new Error('terminating connection'), { code: '57P01' });

const { pool } = useTestDatabase('TEST');
const afterTest = useCleanup();

/**
 * Watches with a mirror in which the read for one response is replaced.
 *
 * @param replaced the number of the replaced read: for each change, one read notices it and one reads the response
 */
async function watch(
  query: string,
  replaced: number,
  read: () => ReturnType<MirrorReads['findTransactions']>,
) {
  await insertTransaction(pool);
  await insertOrder(pool, { user_id: 'user-a' });
  const changes = new TransactionChanges(10);
  const mirror = createMirrorReads(pool);
  let reads = 0;
  const findTransactions: MirrorReads['findTransactions'] = (...given) =>
    ++reads === replaced ? read() : mirror.findTransactions(...given);
  const graph = await startGraphServer({
    mirror: Object.assign(Object.create(mirror) as MirrorReads, { findTransactions }),
    changes,
    authenticator: {
      isAdmitted: () => true,
      authenticate: () => Promise.resolve(GATEWAY),
      requiresRouter: false,
      isRouter: () => false,
    },
  });
  afterTest(() => graph.close());
  const client = createClient({
    url: graph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  afterTest(() => client.dispose());
  const received: unknown[] = [];
  client.subscribe(
    { query },
    { next: (result) => received.push(result), error: () => undefined, complete: () => undefined },
  );
  await until(() => changes.count === 1 && (query !== ONE || reads >= 2));
  const change = async (rawStatus: string) => {
    await pool.query(
      'UPDATE order_transaction SET raw_status = $1, changed_at = clock_timestamp()',
      [rawStatus],
    );
    changes.notifyAll();
  };
  return { received, change };
}

describe('a change whose response cannot be read', () => {
  it.each([
    ['one transaction', ONE, 'orderTransactionUpdated', 2],
    ['the transactions of a person', OF_PERSON, 'orderTransactionsUpdated', 1],
  ])(
    'is sent to a subscription to %s when the database responds again',
    async (_what, query, field, replaced) => {
      const { received, change } = await watch(query, replaced, () => Promise.reject(LOST));
      await change('completed');

      await until(() => received.length > 0);

      expect(received).toEqual([{ data: { [field]: { rawStatus: 'completed' } } }]);
    },
  );

  it('is not sent when the viewer has lost access, and the next change is', async () => {
    const { received, change } = await watch(ONE, 2, () => Promise.resolve([null]));
    await change('completed');
    await until(() => received.length > 0);

    expect(received).toEqual([{ data: { orderTransactionUpdated: { rawStatus: 'completed' } } }]);
  });
});
