import { gql } from '@urql/core';
import { buildSchema } from 'graphql';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { pipe, subscribe } from 'wonka';
import { createLabClient } from './lab-client.js';
import { LAB_TEST, LAB_TEST_UPDATES, LAB_TESTS } from './operations.js';
import { selectAll } from './select-all.js';

const { GRAPH_URL, SOCKET_URL, SANDBOX_URL, TOKEN, PERSON, TRANSACTIONS } = process.env;
const FIRST = 3;

function createClient(getToken = () => TOKEN) {
  return createLabClient({
    url: GRAPH_URL,
    socketUrl: SOCKET_URL,
    getToken,
    webSocketImpl: WebSocket,
  });
}

async function readPages(client) {
  let page = { hasNextPage: true, endCursor: null };
  let user;
  while (page.hasNextPage) {
    const variables = { userId: PERSON, first: FIRST, after: page.endCursor };
    const { data, error } = await client.query(LAB_TESTS, variables);
    assert.equal(error, undefined);
    user = data.user;
    page = user.orderTransactions.pageInfo;
  }
  return user;
}

test("joins the pages of a person's list in the cache, each transaction once", async () => {
  const user = await readPages(createClient());

  const ids = user.orderTransactions.edges.map(({ node }) => node.id);
  assert.equal(ids.length, Number(TRANSACTIONS));
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(user.name, `The person ${PERSON}`);
});

test('needs no other cache keys: everything of a transaction is stored without a warning', async (t) => {
  const warn = t.mock.method(console, 'warn', () => undefined);
  const schema = buildSchema(readFileSync('../../../schema.api.graphql', 'utf8'));
  const client = createClient();
  const user = await readPages(client);
  const id = await redrawn(client, user);
  for (const [field, type] of [
    ['orderTransaction', 'OrderTransaction'],
    ['order', 'Order'],
  ]) {
    const ofType = type === 'Order' ? await firstOrder(client, id) : id;
    const query = gql(
      `query Everything($id: ID!) { ${field}(id: $id) ${selectAll(schema.getType(type))} }`,
    );
    const { data, error } = await client.query(query, { id: ofType });
    assert.equal(error, undefined);
    assert.equal(data[field].id, ofType);
  }

  assert.deepEqual(
    warn.mock.calls.map((call) => call.arguments),
    [],
  );
});

/** The transaction that has a redraw. */
async function redrawn(client, user) {
  const query = gql('query($id: ID!) { orderTransaction(id: $id) { id redrawOrder { id } } }');
  for (const { node } of user.orderTransactions.edges) {
    const { data } = await client.query(query, { id: node.id });
    if (data.orderTransaction.redrawOrder) return node.id;
  }
  throw new Error('no transaction has a redraw');
}

async function firstOrder(client, id) {
  const query = gql('query($id: ID!) { orderTransaction(id: $id) { id initialOrder { id } } }');
  const { data } = await client.query(query, { id });
  return data.orderTransaction.initialOrder.id;
}

test("keeps the company's person, and shows the code of an error, when a page is too large", async () => {
  const { data, error } = await createClient().query(LAB_TESTS, { userId: PERSON, first: 101 });

  assert.equal(data.user.name, `The person ${PERSON}`);
  assert.equal(data.user.orderTransactions, null);
  assert.deepEqual(
    error.graphQLErrors.map(({ extensions }) => extensions.code),
    ['BAD_USER_INPUT'],
  );
});

test('shows UNAUTHENTICATED without a valid token', async () => {
  const { error } = await createClient(() => 'none').query(LAB_TESTS, { userId: PERSON });

  const codes = error.graphQLErrors.map(({ extensions }) => extensions.code);
  assert.ok(codes.includes('UNAUTHENTICATED'), String(codes));
});

test('a subscription with the token as a connection parameter updates what queries have cached', async () => {
  const client = createClient();
  const { transactionId: id } = await play('redraw');
  const statuses = [];
  await new Promise((resolve, reject) => {
    const { unsubscribe } = pipe(
      client.subscription(LAB_TEST_UPDATES, { id }),
      subscribe(({ data, error }) => {
        if (error) reject(error);
        statuses.push(data?.orderTransactionUpdated.status);
        if (statuses.length === 1) void client.query(LAB_TEST, { id }).toPromise();
        if (statuses.at(-1) !== 'COMPLETED') return;
        unsubscribe();
        resolve();
      }),
    );
  });

  assert.equal(statuses[0], 'ACTIVE');
  const { data } = await client.query(LAB_TEST, { id }, { requestPolicy: 'cache-only' });
  assert.equal(data.orderTransaction.status, 'COMPLETED');
});

/** Plays a journey of the person that has further steps after the test. */
async function play(journey) {
  const response = await fetch(`${SANDBOX_URL}/_sandbox/journeys/${journey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientUserId: PERSON, pause: 300 }),
  });
  return response.json();
}
