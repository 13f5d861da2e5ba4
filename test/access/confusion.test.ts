import fc from 'fast-check';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { post, useGraphServer } from '../graphql/support/graph-server.js';
import { useIssuer } from './support/issuer.js';
import { insertTwoPatients, ORDERS, TRANSACTIONS, USER_A, USER_B } from './support/two-patients.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();
const issuer = useIssuer();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
}));

beforeAll(async () => {
  await insertTwoPatients(pool);
});

const STRANGE = [
  "' OR 1=1 --",
  "'; DROP TABLE lab_order; --",
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e',
  '9'.repeat(400),
  '{"in":[]}',
];

/** Ids of other users, malformed ids, and values that are no ids. */
const strangeText = fc.oneof(
  fc.constantFrom(...STRANGE, TRANSACTIONS.ofB, ORDERS.onlyOfB, USER_B, USER_A),
  fc.constantFrom(ORDERS.onlyOfB, TRANSACTIONS.ofB).map((id) => `${id}\u0000`),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ maxLength: 40 }).map((text) => Buffer.from(text).toString('base64url')),
);
const strangeValue = fc.oneof(strangeText, fc.jsonValue(), fc.bigInt().map(String), fc.double());

const QUERY = `query($id: ID!, $user: ID, $after: String, $first: Int!, $status: [OrderTransactionStatus!], $since: DateTime) {
  order(id: $id) { id }
  orderTransaction(id: $id) { id }
  orderTransactions(userId: $user, after: $after, first: $first, status: $status, changedAfter: $since) {
    edges { cursor node { id orders { id } } }
  }
}`;
const ENTITIES = `query($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Order { id } ... on OrderTransaction { id } ... on User { given: id orderTransactions { edges { node { id } } } }
} }`;

const RECORDS_OF_B = [TRANSACTIONS.ofB, ORDERS.onlyOfB, ORDERS.mixedOfB, ORDERS.ofNobody];

async function expectHarmless(query: string, variables: unknown): Promise<void> {
  const authorization = `Bearer ${await issuer.sign({ sub: USER_A })}`;
  const answer = await post(graph.url, JSON.stringify({ query, variables }), { authorization });
  const { data, errors = [] } = (await answer.json()) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
  };

  expect([200, 400]).toContain(answer.status);
  expect(errors.map(({ extensions }) => extensions.code)).not.toContain('INTERNAL_SERVER_ERROR');
  for (const id of RECORDS_OF_B) expect(idFields(data)).not.toContain(id);
}

/** The ids of records in an answer. The query aliases the id of a user, because the caller named it. */
function idFields(data: unknown): string[] {
  return Array.from(JSON.stringify(data ?? null).matchAll(/"id":"([^"]+)"/g), ([, id = '']) => id);
}

describe('a value of another kind in place of an id, a cursor or a filter', () => {
  it('is rejected in a query, or finds no record of another person', async () => {
    const variables = fc.record({
      id: strangeValue,
      user: strangeValue,
      after: fc.option(strangeValue),
      first: fc.oneof(fc.integer(), fc.constant(20), fc.double(), strangeText),
      status: fc.oneof(fc.constant(['ACTIVE']), strangeValue),
      since: fc.option(strangeValue),
    });
    await fc.assert(
      fc.asyncProperty(variables, (given) => expectHarmless(QUERY, given)),
      { numRuns: 150 },
    );
  });

  it.each(['id', 'user', 'after', 'since'])(
    'is rejected as $%s, or finds no record of another person',
    async (name) => {
      const plain = { id: ORDERS.initialOfA, user: USER_A, after: null, first: 20, status: null };
      await fc.assert(
        fc.asyncProperty(strangeText, (given) =>
          expectHarmless(QUERY, { ...plain, since: null, [name]: given }),
        ),
        { numRuns: 60 },
      );
    },
  );

  it('is rejected in a reference, or finds no record of another person', async () => {
    const representation = fc.record(
      {
        __typename: fc.constantFrom('Order', 'OrderTransaction', 'User'),
        id: strangeValue,
        orderTransactions: strangeValue,
      },
      { requiredKeys: ['__typename'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(representation, { maxLength: 5 }), (representations) =>
        expectHarmless(ENTITIES, { representations }),
      ),
      { numRuns: 150 },
    );
  });
});
