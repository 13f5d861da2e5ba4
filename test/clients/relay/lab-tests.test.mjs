import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { test } from 'node:test';
import relay from 'relay-runtime';
import { WebSocket } from 'ws';
import LabTestQuery from '../../../.data/clients/relay/LabTestQuery.graphql.js';
import LabTestUpdates from '../../../.data/clients/relay/LabTestUpdatesSubscription.graphql.js';
import LabTestsFragment from '../../../.data/clients/relay/LabTests_query.graphql.js';
import LabTestsPaginationQuery from '../../../.data/clients/relay/LabTestsPaginationQuery.graphql.js';
import LabTestsQuery from '../../../.data/clients/relay/LabTestsQuery.graphql.js';
import { createLabEnvironment } from './lab-environment.mjs';

const { createOperationDescriptor, fetchQuery, getSelector, requestSubscription } = relay;
const { GRAPH_URL, SOCKET_URL, SANDBOX_URL, TOKEN, PERSON, TRANSACTIONS } = process.env;
const COUNT = 3;

function createEnvironment(getToken = () => TOKEN) {
  return createLabEnvironment({
    url: GRAPH_URL,
    socketUrl: SOCKET_URL,
    getToken,
    webSocketImpl: WebSocket,
  });
}

/** The data that a component with the fragment displays. */
function read(environment, variables) {
  const operation = createOperationDescriptor(LabTestsQuery, variables);
  const { data } = environment.lookup(operation.fragment);
  return environment.lookup(getSelector(LabTestsFragment, data)).data.user;
}

test("joins the pages of a person's list around the company's user, each transaction once", async () => {
  const environment = createEnvironment();
  const variables = { userId: PERSON, count: COUNT };
  await fetchQuery(environment, LabTestsQuery, variables).toPromise();
  environment.retain(createOperationDescriptor(LabTestsQuery, variables));
  let user = read(environment, variables);
  while (user.orderTransactions.pageInfo.hasNextPage) {
    const cursor = user.orderTransactions.pageInfo.endCursor;
    await fetchQuery(environment, LabTestsPaginationQuery, { ...variables, cursor }).toPromise();
    user = read(environment, variables);
  }

  const ids = user.orderTransactions.edges.map(({ node }) => node.id);
  assert.ok(ids.length >= Number(TRANSACTIONS));
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(user.name, `The person ${PERSON}`);
});

for (const [when, code, id, token] of [
  ['an id is malformed', 'BAD_USER_INPUT', 'malformed', TOKEN],
  ['there is no valid token', 'UNAUTHENTICATED', randomUUID(), 'none'],
]) {
  test(`shows the code of the error at the field that is null when ${when}`, async () => {
    const environment = createEnvironment(() => token);
    const { orderTransaction } = await fetchQuery(environment, LabTestQuery, { id }).toPromise();

    assert.equal(orderTransaction.ok, false);
    assert.deepEqual(
      orderTransaction.errors.map(({ extensions }) => extensions.code),
      [code],
    );
  });
}

test('a subscription with the token as a connection parameter updates the record of the transaction', async () => {
  const environment = createEnvironment();
  const { transactionId: id } = await play('redraw');
  const statuses = [];
  await new Promise((resolve, reject) => {
    const { dispose } = requestSubscription(environment, {
      subscription: LabTestUpdates,
      variables: { id },
      onError: reject,
      onNext: ({ orderTransactionUpdated: { status } }) => {
        statuses.push(status);
        if (status !== 'COMPLETED') return;
        dispose();
        resolve();
      },
    });
  });

  assert.equal(statuses[0], 'ACTIVE');
  assert.equal(environment.getStore().getSource().get(id).status, 'COMPLETED');
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
