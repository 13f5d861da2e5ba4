import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { TransactionChanges } from '../../src/orders/live/transaction-changes.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import {
  callers,
  headersOf,
  MAY_SEE,
  REFUSED,
  ROUTER_SECRET,
  type Headers,
} from './support/callers.js';
import { secondsNow, useIssuer } from './support/issuer.js';
import { insertTwoPatients, ORDERS, TRANSACTIONS, USER_B } from './support/two-patients.js';
import { until } from '../support/until.js';
import { useTestDatabase } from '../support/use-database.js';
import { useListener } from '../support/use-listener.js';

const ALL_TRANSACTIONS = Object.values(TRANSACTIONS);
const WATCH = `subscription($id: ID!) {
  orderTransactionUpdated(id: $id) { id status orders { id } timeline { order { id } } user { id } }
}`;
/** The time in which a forbidden event would arrive. */
const SILENCE_MS = 500;

const { pool } = useTestDatabase('TEST');
const issuer = useIssuer();
const changes = new TransactionChanges(100);
useListener(changes);
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [ROUTER_SECRET], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
  changes,
}));
const clients: Client[] = [];

beforeEach(() => insertTwoPatients(pool));
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

/** Subscribes to a transaction and collects its events in `shown`. */
function watch(connectionParams: Headers, id: string): { shown: unknown[]; end: Promise<unknown> } {
  const client = createClient({
    url: graph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
  });
  clients.push(client);
  const updates = client.iterate({ query: WATCH, variables: { id } });
  const shown: unknown[] = [];
  const follow = async () => {
    for await (const update of updates) shown.push(update);
  };
  return { shown, end: follow().catch((reason: unknown) => reason) };
}

/** Marks every transaction as changed, as an instance of the service does when it ingests webhooks. */
async function changeAll(): Promise<void> {
  await pool.query(`UPDATE order_transaction SET status = 'completed', changed_at = now()`);
  for (const id of ALL_TRANSACTIONS) {
    await pool.query(`SELECT pg_notify('order_transaction_changed', $1)`, [id]);
  }
}

const silence = () => new Promise((resolve) => setTimeout(resolve, SILENCE_MS));

describe('live transactions', () => {
  it.each(callers)(
    '%s receives their own transaction, at first and after changes, and no other',
    async (caller) => {
      const headers = await headersOf(issuer, caller);
      const watched = ALL_TRANSACTIONS.map((id) => watch(headers, id));
      const visible = ALL_TRANSACTIONS.filter((id) => MAY_SEE[caller].includes(id));
      await until(() => watched.flatMap(({ shown }) => shown).length >= visible.length);
      await silence();
      await changeAll();
      await until(() => watched.flatMap(({ shown }) => shown).length >= 2 * visible.length);
      await silence();

      const text = JSON.stringify(watched.map(({ shown }) => shown));
      expect(watched.flatMap(({ shown }) => shown)).toHaveLength(2 * visible.length);
      expect(idsIn(text)).toEqual([...MAY_SEE[caller]].sort());
      expect(text.includes(USER_B)).toBe(caller === 'user B' || caller === 'staff');
    },
  );

  it.each(REFUSED)('%s receives nothing', async (_who, headersOfCaller) => {
    const headers = await headersOfCaller(issuer);
    const { shown, end } = watch(headers, TRANSACTIONS.ofA);

    const isRouter = 'router-authorization' in headers;
    expect(await end).toMatchObject(
      isRouter ? [{ extensions: { code: 'UNAUTHENTICATED' } }] : { code: 4403 },
    );
    expect(shown).toEqual([]);
  });

  it('are not sent after the token has expired, although the connection is open', async () => {
    const headers = await headersOf(issuer, 'user A', { exp: secondsNow() + 2 });
    const { shown, end } = watch(headers, TRANSACTIONS.ofA);

    expect(await end).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(shown).toHaveLength(1);
    await changeAll();
    await silence();
    expect(shown).toHaveLength(1);
  });

  it('are not sent any more once they belong to another person', async () => {
    const { shown } = watch(await headersOf(issuer, 'user A'), TRANSACTIONS.ofA);
    await until(() => shown.length > 0);
    expect(idsIn(JSON.stringify(shown))).toContain(ORDERS.initialOfA);

    await pool.query('UPDATE lab_order SET user_id = $1', [USER_B]);
    await changeAll();
    await silence();

    expect(shown).toHaveLength(1);
  });
});

function idsIn(text: string): string[] {
  return [...new Set(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g))].sort();
}
