import { printSubgraphSchema } from '@apollo/subgraph';
import { Pool } from 'pg';
import { startCompanyGraph, type Graph } from '../../examples/supergraph/company-graph.js';
import { composeSupergraph } from '../../examples/supergraph/compose.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { createJunctionClient } from '../../src/junction/client.js';
import { TransactionChanges } from '../../src/orders/live/transaction-changes.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useIssuer } from '../access/support/issuer.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import {
  INITIAL_ORDER,
  insertOrder,
  insertTransaction,
  TRANSACTION,
  UNKNOWN_ID,
} from '../graphql/support/mirror-rows.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { startApolloGateway } from './support/apollo-gateway.js';
import { startHiveProcess } from './support/hive-process.js';
import { createTestResults } from '../support/results.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { readEvents } from '../support/event-stream.js';
import { useTestDatabase } from '../support/use-database.js';
import { useListener } from '../support/use-listener.js';
import { useResource } from '../support/use-resource.js';

const SECRET = 'the secret of the router';
/** The URL of Junction, where no server listens. */
const NOWHERE = 'http://127.0.0.1:1';
const INVOICE = `I-${INITIAL_ORDER.slice(0, 8)}`;
const OTHERS_TRANSACTION = 'b0000000-0000-4000-8000-000000000000';
const OTHERS_ORDER = 'b1000000-0000-4000-8000-000000000000';

const APPOINTMENTS = [
  { id: 'found', labTest: { id: TRANSACTION }, order: { id: INITIAL_ORDER } },
  { id: 'twice', labTest: { id: TRANSACTION.toUpperCase() }, order: { id: INITIAL_ORDER } },
  { id: 'missing', labTest: { id: UNKNOWN_ID }, order: { id: UNKNOWN_ID } },
  { id: 'malformed', labTest: { id: "' OR true --" }, order: { id: "' OR true --" } },
  { id: "someone else's", labTest: { id: OTHERS_TRANSACTION }, order: { id: OTHERS_ORDER } },
];

const DATABASE_PORT = Number(new URL(testDatabaseUrl()).port);

const { pool } = useTestDatabase();
/** A proxy between the service and the database. */
const line = useResource(startTcpProxy, (proxy) => proxy.close());
const reads = useResource(connectOverLine, (it) => it.end());
const changes = new TransactionChanges(10);
useListener(changes);
const issuer = useIssuer();
const junction = useResource(
  () => createJunctionClient({ baseUrl: NOWHERE, apiKey: 'sk_us_test' }),
  (client) => client.close(),
);
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [SECRET], tokens: issuer.settings }),
  mirror: createMirrorReads(reads),
  results: createTestResults(reads, junction),
  changes,
}));
const company = useResource(
  () => startCompanyGraph(APPOINTMENTS, 0),
  (it) => it.close(),
);
let supergraph: string;

function connectOverLine(): Pool {
  line.lead(DATABASE_PORT);
  const overLine = new URL(testDatabaseUrl());
  overLine.port = String(line.port);
  const connections = new Pool({ connectionString: overLine.href });
  // The pool emits an error for each idle connection that the proxy cuts.
  connections.on('error', () => undefined);
  return connections;
}

beforeAll(async () => {
  await insertTransaction(pool, { created_at: '2026-03-03T09:26:51Z' });
  await insertOrder(pool, {
    user_id: 'anna',
    origin: 'initial',
    status: 'received.walk_in_test.ordered',
  });
  await insertTransaction(pool, { id: OTHERS_TRANSACTION });
  await insertOrder(pool, {
    id: OTHERS_ORDER,
    transaction_id: OTHERS_TRANSACTION,
    user_id: 'ben',
    status: 'received.walk_in_test.ordered',
  });
  supergraph = composeSupergraph({
    orderTransactionsUrl: graph.url,
    orderTransactionsSdl: printSubgraphSchema(buildSchema()),
    companyUrl: company.url,
  });
});

/** A request for the caller's data, as a browser sends it to the gateway. */
async function request(
  operation: { query: string; variables?: Record<string, unknown> },
  caller: string | null,
  accept: string,
): Promise<RequestInit> {
  const authorization = caller === null ? null : `Bearer ${await issuer.sign({ sub: caller })}`;
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      ...(authorization !== null && { authorization }),
    },
    body: JSON.stringify(operation),
  };
}

const HIVE: [string, () => Promise<Graph>][] = [
  ["Hive's gateway", () => startHiveProcess(supergraph, { routerSecret: SECRET })],
  [
    "Hive's gateway with the planner in Rust",
    () => startHiveProcess(supergraph, { routerSecret: SECRET, rust: true }),
  ],
];

describe.each([["Apollo's gateway", () => startApolloGateway(supergraph, SECRET)], ...HIVE])(
  '%s',
  (_name, start) => {
    const gateway = useResource(start, (it) => it.close());

    async function ask(
      query: string,
      caller: string | null = 'anna',
      variables: Record<string, unknown> = {},
    ): Promise<{ data?: unknown; errors?: unknown }> {
      const asked = await request({ query, variables }, caller, 'application/json');
      const answer = await fetch(gateway.url, asked);
      return (await answer.json()) as { data?: unknown; errors?: unknown };
    }

    it("adds a person's lab tests to the company's person, and the company's person to a lab test", async () => {
      const answer = await ask(`{
      user(id: "anna") {
        name
        orderTransactions(first: 5) {
          edges { node { status orders { id invoiceNumber } user { name } } }
          pageInfo { hasNextPage }
        }
      }
    }`);

      const orders = [{ id: INITIAL_ORDER, invoiceNumber: INVOICE }];
      const name = 'The person anna';
      expect(answer).toEqual({
        data: {
          user: {
            name,
            orderTransactions: {
              edges: [{ node: { status: 'ACTIVE', orders, user: { name } } }],
              pageInfo: { hasNextPage: false },
            },
          },
        },
      });
    });

    it("finds what the company refers to: once or twice, and not what is missing, malformed or someone else's", async () => {
      const { data } = await ask(
        '{ appointments { nodes { id labTest { id status } order { status phase invoiceNumber } } } }',
      );

      const found = {
        labTest: { status: 'ACTIVE' },
        order: { status: 'ORDERED', phase: 'RECEIVED', invoiceNumber: INVOICE },
      };
      const nothing = { labTest: null, order: null };
      expect(data).toMatchObject({
        appointments: {
          nodes: [
            { id: 'found', ...found },
            { id: 'twice', ...found },
            { id: 'missing', ...nothing },
            { id: 'malformed', ...nothing },
            { id: "someone else's", ...nothing },
          ],
        },
      });
    });

    it('forwards the caller: orders are found by their own person only', async () => {
      const query = `{ order(id: "${INITIAL_ORDER}") { status invoiceNumber } }`;

      expect(await ask(query)).toEqual({
        data: { order: { status: 'ORDERED', invoiceNumber: INVOICE } },
      });
      expect(await ask(query, 'ben')).toEqual({ data: { order: null } });
      expect(await ask(query, null)).toMatchObject({
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
    });

    it.each([
      ['a page is too large', 'BAD_USER_INPUT', 'first: 101', 'anna'],
      ['a cursor is invalid', 'BAD_USER_INPUT', 'after: "x"', 'anna'],
      ['there is no token', 'UNAUTHENTICATED', 'first: 5', null],
    ])("keeps the company's data when %s", async (_when, code, argument, caller) => {
      const company = '{ appointments { nodes { id } }';
      const page = `orderTransactions(${argument}) { nodes { id } }`;
      const errors = expect.arrayContaining([
        expect.objectContaining({ extensions: expect.objectContaining({ code }) as unknown }),
      ]) as unknown;

      const beside = await ask(`${company} ${page} }`, caller);

      expect(beside).toMatchObject({
        data: { appointments: { nodes: APPOINTMENTS.map(({ id }) => ({ id })) } },
        errors,
      });
      expect((beside.data as { orderTransactions: unknown }).orderTransactions).toBeNull();
      expect(await ask(`{ user(id: "anna") { name ${page} } }`, caller)).toMatchObject({
        data: { user: { name: 'The person anna', orderTransactions: null } },
        errors,
      });
    });

    it("keeps the company's person while the database is away", async () => {
      line.lead(null);

      const answer = await ask('{ user(id: "anna") { name orderTransactions { nodes { id } } } }');
      line.lead(DATABASE_PORT);

      expect(answer).toMatchObject({
        data: { user: { name: 'The person anna', orderTransactions: null } },
        errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
      });
    });

    it('answers a page whose size the client sends as null', async () => {
      const query = `query($first: Int, $by: OrdersOrderBy) {
        user(id: "anna") { orderTransactions(first: $first) { nodes { orders(orderBy: $by) { id } } } }
      }`;

      expect(await ask(query, 'anna', { first: null, by: null })).toEqual({
        data: { user: { orderTransactions: { nodes: [{ orders: [{ id: INITIAL_ORDER }] }] } } },
      });
    });

    it('serves all but the results while Junction is away', async () => {
      const answer = await ask(
        `{ orderTransaction(id: "${TRANSACTION}") { status user { name } combinedResults { status } } }`,
      );

      expect(answer).toMatchObject({
        data: {
          orderTransaction: {
            status: 'ACTIVE',
            user: { name: 'The person anna' },
            combinedResults: null,
          },
        },
        errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
      });
    });

    it('forwards the code of an error', async () => {
      const { errors } = await ask('{ orderTransactions(first: 101) { edges { cursor } } }');

      expect(errors).toEqual([
        expect.objectContaining({
          message: '`first` must be between 1 and 100; got 101.',
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) as unknown,
        }),
      ]);
    });
  },
);

describe.each(HIVE)('%s', (_name, start) => {
  it("forwards updates, with what the company's graph adds", async () => {
    const gateway = await start();
    const query = `subscription {
      orderTransactionUpdated(id: "${TRANSACTION}") { status user { name } orders { invoiceNumber } }
    }`;
    const asked = await request({ query }, 'anna', 'text/event-stream');
    const updates = readEvents(await fetch(gateway.url, asked));

    expect(await updates.next()).toMatchObject({ value: updateWith('ACTIVE') });
    await pool.query(`UPDATE order_transaction SET status = 'completed', changed_at = now()`);
    await pool.query(`SELECT pg_notify('order_transaction_changed', $1)`, [TRANSACTION]);
    expect(await updates.next()).toMatchObject({ value: updateWith('COMPLETED') });

    await gateway.close();
    await pool.query(`UPDATE order_transaction SET status = 'active', changed_at = now()`);
  });
});

function updateWith(status: string) {
  const orders = [{ invoiceNumber: INVOICE }];
  const update = { status, user: { name: 'The person anna' }, orders };
  return { data: { orderTransactionUpdated: update } };
}
