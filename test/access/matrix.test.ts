import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { json } from '../junction/upstream-server.js';
import { journeyNamed } from '../support/journeys.js';
import {
  callers,
  headersOf,
  MAY_SEE,
  REFUSED,
  ROUTER_SECRET,
  type Caller,
} from './support/callers.js';
import { useIssuer } from './support/issuer.js';
import { insertTwoPatients, ORDERS, TRANSACTIONS, USER_A, USER_B } from './support/two-patients.js';
import { createTestResults } from '../support/results.js';
import { useTestDatabase } from '../support/use-database.js';
import { useJunction } from '../junction/use-junction.js';

const [RESULTS] = Object.values(journeyNamed('b01-redraw-full').results);
const ALL_TRANSACTIONS = Object.values(TRANSACTIONS);
const ALL_ORDERS = Object.values(ORDERS);

const { dataSource, pool } = useTestDatabase();
const issuer = useIssuer();
const { junction, client } = useJunction();
const source = createTestResults(pool, client);
/** The number of lookups of results so far. */
let searches = 0;
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [ROUTER_SECRET], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
  audit: createAuditTrail({ dataSource, pool }),
  results: {
    find: (kind, ids) => {
      searches++;
      return source.find(kind, ids);
    },
  },
}));

beforeAll(async () => {
  junction.answerWith(json(200, RESULTS));
  await insertTwoPatients(pool);
});

const ORDER_PARTS = `{ id parent { id } events { id order { id } } transaction { id orders { id } } }`;
const TRANSACTION_PARTS = `{
  id orders { id transaction { id } } initialOrder { id } redrawOrder { id parent { id } }
  timeline { id order { id } } user { id }
}`;
const EDGES = `{ edges { node ${TRANSACTION_PARTS} } }`;

/** Every entry point of the graph, with a query for all records. */
const ENTRIES = {
  'orderTransaction(id:)': each(ALL_TRANSACTIONS, 'orderTransaction', TRANSACTION_PARTS),
  'order(id:)': each(ALL_ORDERS, 'order', ORDER_PARTS),
  orderTransactions: `{ orderTransactions(first: 100) ${EDGES} }`,
  'orderTransactions(userId:)': `{
    a: orderTransactions(userId: "${USER_A}") ${EDGES}
    b: orderTransactions(userId: "${USER_B}") ${EDGES}
  }`,
  _entities: `query($transactions: [_Any!]!, $orders: [_Any!]!) {
    transactions: _entities(representations: $transactions) { ... on OrderTransaction ${TRANSACTION_PARTS} }
    orders: _entities(representations: $orders) { ... on Order ${ORDER_PARTS} }
  }`,
  'User.orderTransactions': `query($users: [_Any!]!) {
    _entities(representations: $users) { ... on User { orderTransactions ${EDGES} } }
  }`,
};
const VARIABLES = {
  transactions: ALL_TRANSACTIONS.map((id) => ({ __typename: 'OrderTransaction', id })),
  orders: ALL_ORDERS.map((id) => ({ __typename: 'Order', id })),
  users: [USER_A, USER_B].map((id) => ({ __typename: 'User', id })),
};

const entries = Object.keys(ENTRIES) as (keyof typeof ENTRIES)[];
const cells = callers.flatMap((caller) => entries.map((entry) => [caller, entry] as const));

describe('each caller', () => {
  it.each(cells)('reads their own records and no others: %s by %s', async (caller, entry) => {
    const answer = await graph.ask(ENTRIES[entry], VARIABLES, await headersOf(issuer, caller));

    expect(answer.errors).toBeUndefined();
    expect(idsIn(answer.data)).toEqual(reachable(entry, MAY_SEE[caller]));
  });

  it.each(entries)('does not reveal the other person by %s', async (entry) => {
    const answer = await graph.ask(ENTRIES[entry], VARIABLES, await headersOf(issuer, 'user A'));

    expect(JSON.stringify(answer)).not.toContain(USER_B);
  });

  it('returns the same response for a foreign record as for a missing one', async () => {
    const missing = '99999999-0000-4000-8000-000000000000';
    const ask = async (entry: 'order' | 'orderTransaction', id: string) =>
      graph.ask(each([id], entry, '{ id }'), {}, await headersOf(issuer, 'user A'));

    expect(await ask('order', ORDERS.onlyOfB)).toEqual(await ask('order', missing));
    expect(await ask('orderTransaction', TRANSACTIONS.ofB)).toEqual(
      await ask('orderTransaction', missing),
    );
  });
});

describe('results', () => {
  const COMBINED = each(
    ALL_TRANSACTIONS,
    'orderTransaction',
    '{ id combinedResults { status } redrawOutcome { __typename } }',
  );
  const REDRAWN: string[] = [TRANSACTIONS.ofA, TRANSACTIONS.mixed];
  const OF_ORDERS = each(ALL_ORDERS, 'order', '{ id results { status } }');

  const seen: [Caller, string[], string[]][] = [
    [
      'user A',
      [TRANSACTIONS.ofA],
      [ORDERS.initialOfA, ORDERS.redrawOfA, ORDERS.mixedOfA, ORDERS.mixedRedrawOfA],
    ],
    ['user B', [TRANSACTIONS.ofB], [ORDERS.onlyOfB, ORDERS.mixedOfB]],
    ['staff', ALL_TRANSACTIONS, ALL_ORDERS],
    ['a user without orders', [], []],
  ];

  it.each(seen)(
    'are returned to %s; combined results only where every order is theirs',
    async (caller, transactions, orders) => {
      const before = junction.requests.length;

      const combined = await graph.ask(COMBINED, {}, await headersOf(issuer, caller));
      const ofOrders = await graph.ask(OF_ORDERS, {}, await headersOf(issuer, caller));

      const redrawn = transactions.filter((id) => REDRAWN.includes(id));
      expect(holdersOf('combinedResults', combined.data)).toEqual([...transactions].sort());
      expect(holdersOf('redrawOutcome', combined.data)).toEqual(redrawn.sort());
      expect(holdersOf('results', ofOrders.data)).toEqual([...orders].sort());
      const asked = junction.requests.slice(before).map(({ url }) => idsIn(url).join());
      expect([...transactions, ...orders]).toEqual(expect.arrayContaining(asked));
    },
  );
});

describe('results that several callers request at the same time', () => {
  it('cost one call, and are returned only to callers who may read them', async () => {
    const query = `{ orderTransaction(id: "${TRANSACTIONS.ofA}") { combinedResults { status } } }`;
    const before = junction.requests.length;
    const searchesBefore = searches;
    const held = junction.holdNext();
    const asked = (['user A', 'staff', 'user B', 'user A'] as const).map(async (caller) =>
      graph.ask(query, {}, await headersOf(issuer, caller)),
    );
    await held.arrived;
    const forB = await asked[2];
    while (searches < searchesBefore + 3) await new Promise(setImmediate);
    // Each query first looks up the version of the transaction.
    await new Promise((resolve) => setTimeout(resolve, 200));
    held.answer(json(200, RESULTS));

    const seen = { data: { orderTransaction: { combinedResults: { status: 'FINAL' } } } };
    expect(forB).toEqual({ data: { orderTransaction: null } });
    expect(await Promise.all(asked)).toEqual([seen, seen, forB, seen]);
    expect(junction.requests).toHaveLength(before + 1);
  });
});

describe('a cursor of another person', () => {
  it.each(callers)('leads %s to no records but their own', async (caller) => {
    const page = (after: string) =>
      `{ orderTransactions(first: 100, after: "${after}") { edges { cursor node { id } } } }`;
    const { data } = await graph.ask(
      '{ orderTransactions { edges { cursor } } }',
      {},
      await headersOf(issuer, 'staff'),
    );
    const cursors = JSON.stringify(data).matchAll(/"cursor":"([^"]+)"/g);

    for (const [, cursor = ''] of cursors) {
      const answer = await graph.ask(page(cursor), {}, await headersOf(issuer, caller));
      expect(answer.errors).toBeUndefined();
      expect(MAY_SEE[caller]).toEqual(expect.arrayContaining(idsIn(answer.data)));
    }
  });
});

describe('a request without both credentials', () => {
  it.each(REFUSED)('is rejected at every entry point: %s', async (_who, headers) => {
    for (const query of Object.values(ENTRIES)) {
      const answer = await graph.ask(query, VARIABLES, await headers(issuer));

      expect(answer.data).toBeUndefined();
      expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
  });
});

describe('concurrent requests of different callers', () => {
  it('never mix', async () => {
    const rounds = Array.from({ length: 5 }).flatMap(() => cells);

    const answers = await Promise.all(
      rounds.map(async ([caller, entry]) => ({
        caller,
        entry,
        answer: await graph.ask(ENTRIES[entry], VARIABLES, await headersOf(issuer, caller)),
      })),
    );

    for (const { caller, entry, answer } of answers) {
      expect(idsIn(answer.data)).toEqual(reachable(entry, MAY_SEE[caller]));
    }
  });
});

function each(ids: readonly string[], field: string, parts: string): string {
  return `{ ${ids.map((id, index) => `f${index}: ${field}(id: "${id}") ${parts}`).join('\n')} }`;
}

/** Lists of a user do not contain records without a user. */
function reachable(entry: keyof typeof ENTRIES, ids: readonly string[]): string[] {
  const byUser = entry === 'orderTransactions(userId:)' || entry === 'User.orderTransactions';
  const unowned: string[] = [TRANSACTIONS.ofNobody, ORDERS.ofNobody];
  return ids.filter((id) => !(byUser && unowned.includes(id))).sort();
}

function idsIn(data: unknown): string[] {
  const ids = JSON.stringify(data).matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g);
  return [...new Set(Array.from(ids, ([id]) => id))].sort();
}

/** The ids of the records whose field is not null. */
function holdersOf(field: string, data: unknown): string[] {
  const records = Object.values(data as Record<string, Record<string, unknown> | null>);
  return records
    .filter((record) => record !== null && record[field] !== null)
    .map((record) => String(record?.id))
    .sort();
}
