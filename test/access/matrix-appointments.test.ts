import { createAuthenticator } from '../../src/access/authenticator.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { useTestDatabase } from '../support/use-database.js';
import { callers, headersOf, MAY_SEE, ROUTER_SECRET, type Caller } from './support/callers.js';
import { useIssuer } from './support/issuer.js';
import { insertTwoPatients, ORDERS, TRANSACTIONS } from './support/two-patients.js';

const { pool } = useTestDatabase();
const issuer = useIssuer();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [ROUTER_SECRET], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
}));

beforeAll(async () => {
  await insertTwoPatients(pool);
  await pool.query('UPDATE lab_order SET is_critical = true WHERE id = $1', [ORDERS.mixedOfB]);
});

async function ask(caller: Caller, query: string): Promise<Record<string, unknown>> {
  const answer = await graph.ask(query, {}, await headersOf(issuer, caller));
  expect(answer.errors).toBeUndefined();
  return answer.data as Record<string, unknown>;
}

describe('appointments', () => {
  it.each(callers)('are returned to %s for their own orders and no others', async (caller) => {
    const ids = Object.values(ORDERS);
    const data = await ask(
      caller,
      `{ ${ids.map((id, index) => `f${index}: order(id: "${id}") { appointments { confirmationCode } }`).join('\n')} }`,
    );
    const codes = Array.from(
      JSON.stringify(data).matchAll(/"confirmationCode":"([^"]+)"/g),
      ([, code]) => code,
    );

    expect(codes.sort()).toEqual(ids.filter((id) => MAY_SEE[caller].includes(id)).sort());
  });
});

describe('isCritical of a transaction with orders of two persons', () => {
  it.each([
    ['user A', false],
    ['user B', true],
    ['staff', true],
  ] as const)(
    'is computed for %s over the orders that they may read: %s',
    async (caller, isCritical) => {
      const query = `{ orderTransaction(id: "${TRANSACTIONS.mixed}") { isCritical } }`;

      expect(await ask(caller, query)).toEqual({ orderTransaction: { isCritical } });
    },
  );
});
