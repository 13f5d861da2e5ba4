import { printSubgraphSchema } from '@apollo/subgraph';
import type { Pool } from 'pg';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { startCompanyGraph, type Graph } from '../../examples/supergraph/company-graph.js';
import { composeSupergraph } from '../../examples/supergraph/compose.js';
import { poolOf } from '../../src/database/data-source.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { startListener, type Listener } from '../../src/orders/live/listener.js';
import { TransactionChanges } from '../../src/orders/live/transaction-changes.js';
import { createMirrorReader } from '../../src/orders/store/reader.js';
import { startGraphServer, type GraphServer } from '../graphql/support/graph-server.js';
import {
  INITIAL_ORDER,
  insertOrder,
  insertTransaction,
  TRANSACTION,
  UNKNOWN_ID,
} from '../graphql/support/mirror-rows.js';
import { openTestDatabase, testDatabaseUrl } from '../support/database.js';
import { startApolloGateway } from './support/apollo-gateway.js';
import { startHiveProcess } from './support/hive-process.js';

const APPOINTMENTS = [
  { id: 'found', labTest: { id: TRANSACTION }, order: { id: INITIAL_ORDER } },
  { id: 'twice', labTest: { id: TRANSACTION.toUpperCase() } },
  { id: 'missing', labTest: { id: UNKNOWN_ID } },
  { id: 'malformed', labTest: { id: "' OR true --" } },
];

let database: DataSource;
let pool: Pool;
let changes: TransactionChanges;
let listener: Listener;
let graph: GraphServer;
let company: Graph;
let supergraph: string;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  await insertTransaction(pool, { created_at: '2026-03-03T09:26:51Z' });
  await insertOrder(pool, {
    user_id: 'anna',
    origin: 'initial',
    status: 'received.walk_in_test.ordered',
  });
  changes = new TransactionChanges(10);
  listener = startListener(testDatabaseUrl(), changes, pino({ level: 'silent' }));
  graph = await startGraphServer({ mirror: createMirrorReader(pool), changes });
  company = await startCompanyGraph(APPOINTMENTS, 0);
  supergraph = composeSupergraph({
    orderTransactionsUrl: graph.url,
    orderTransactionsSdl: printSubgraphSchema(buildSchema()),
    companyUrl: company.url,
  });
});

afterAll(async () => {
  await company.close();
  await graph.close();
  await listener.close();
  await database.destroy();
});

describe.each([
  ["Apollo's gateway", () => startApolloGateway(supergraph)],
  ["Hive's gateway", () => startHiveProcess(supergraph)],
  ["Hive's gateway with the planner in Rust", () => startHiveProcess(supergraph, '--rust')],
])('%s', (_name, start) => {
  let gateway: Graph;

  beforeAll(async () => {
    gateway = await start();
  });

  afterAll(() => gateway.close());

  async function ask(query: string): Promise<{ data?: unknown; errors?: unknown }> {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
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

    const orders = [{ id: INITIAL_ORDER, invoiceNumber: `I-${INITIAL_ORDER.slice(0, 8)}` }];
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

  it('finds what the company refers to: once, twice, missing or malformed', async () => {
    const answer = await ask(
      '{ appointments { nodes { id labTest { id status } order { status phase invoiceNumber } } } }',
    );

    expect(answer.data).toMatchObject({
      appointments: {
        nodes: [
          { id: 'found', labTest: { status: 'ACTIVE' }, order: { status: 'ORDERED' } },
          { id: 'twice', labTest: { status: 'ACTIVE' } },
          { id: 'missing', labTest: null },
          { id: 'malformed', labTest: null },
        ],
      },
    });
  });

  it('passes on the code of an error', async () => {
    const { errors } = await ask('{ orderTransactions(first: 101) { edges { cursor } } }');

    expect(errors).toEqual([
      expect.objectContaining({
        message: 'The argument "first" is not from 1 to 100.',
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) as unknown,
      }),
    ]);
  });
});

describe.each([
  ["Hive's gateway", () => startHiveProcess(supergraph)],
  ["Hive's gateway with the planner in Rust", () => startHiveProcess(supergraph, '--rust')],
])('%s', (_name, start) => {
  it("passes updates on, with what the company's graph adds", async () => {
    const gateway = await start();
    const query = `subscription {
      orderTransactionUpdated(id: "${TRANSACTION}") { status user { name } orders { invoiceNumber } }
    }`;
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    const updates = readUpdates(answer);

    expect(await updates.next()).toMatchObject({ value: updateWith('ACTIVE') });
    await pool.query(`UPDATE order_transaction SET status = 'completed', changed_at = now()`);
    await pool.query(`SELECT pg_notify('order_transaction_changed', $1)`, [TRANSACTION]);
    expect(await updates.next()).toMatchObject({ value: updateWith('COMPLETED') });

    await gateway.close();
    await pool.query(`UPDATE order_transaction SET status = 'active', changed_at = now()`);
  });
});

function updateWith(status: string) {
  const invoiceNumber = `I-${INITIAL_ORDER.slice(0, 8)}`;
  const update = { status, user: { name: 'The person anna' }, orders: [{ invoiceNumber }] };
  return { data: { orderTransactionUpdated: update } };
}

/** The data of server-sent events. */
async function* readUpdates(answer: Response): AsyncGenerator {
  let text = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = (text + chunk).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: ?(.+)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}
