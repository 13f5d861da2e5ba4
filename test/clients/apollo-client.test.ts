import { CombinedGraphQLErrors, HttpLink } from '@apollo/client';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraphClient, describeStatus } from '../../examples/client/client.js';
import { LAB_TESTS } from '../../examples/client/operations.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { insertOrder, insertTransaction } from '../graphql/support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

beforeAll(async () => {
  for (const number of [1, 2, 3, 4, 5]) {
    const id = idOf(number);
    await insertTransaction(pool, { id, created_at: `2026-03-0${number}T00:00:00Z` });
    await insertOrder(pool, { id, transaction_id: id, user_id: 'anna' });
  }
});

function idOf(number: number): string {
  return `00000000-0000-4000-8000-00000000000${number}`;
}

describe("a client of Apollo's with generated types", () => {
  it('joins the pages of a list in its cache', async () => {
    const client = createGraphClient(new HttpLink({ uri: graph.url }));
    const variables = { userId: 'anna', first: 2 };
    await client.query({ query: LAB_TESTS, variables });
    for (const pages of [1, 2]) {
      const known = client.readQuery({ query: LAB_TESTS, variables });
      expect(known?.orderTransactions?.edges).toHaveLength(pages * 2);
      expect(known?.orderTransactions?.pageInfo.hasNextPage).toBe(true);
      const after = known?.orderTransactions?.pageInfo.endCursor ?? null;
      await client.query({
        query: LAB_TESTS,
        variables: { ...variables, after },
        fetchPolicy: 'network-only',
      });
    }

    const joined = client.readQuery({ query: LAB_TESTS, variables });
    const ids = joined?.orderTransactions?.edges.map(({ node }) => node.id);
    expect(ids).toEqual([5, 4, 3, 2, 1].map(idOf));
    client.stop();
  });

  it('shows a transaction that moves down between two pages once', async () => {
    const client = createGraphClient(new HttpLink({ uri: graph.url }));
    const variables = { userId: 'anna', first: 2 };
    const first = await client.query({ query: LAB_TESTS, variables });
    await pool.query('UPDATE order_transaction SET created_at = $2 WHERE id = $1', [
      idOf(5),
      '2026-03-03T12:00:00Z',
    ]);
    const after = first.data?.orderTransactions?.pageInfo.endCursor ?? null;
    await client.query({
      query: LAB_TESTS,
      variables: { ...variables, after },
      fetchPolicy: 'network-only',
    });

    const joined = client.readQuery({ query: LAB_TESTS, variables });
    const ids = joined?.orderTransactions?.edges.map(({ node }) => node.id);
    expect(ids).toEqual([5, 4, 3].map(idOf));
    client.stop();
  });

  it('receives the code of an error', async () => {
    const client = createGraphClient(new HttpLink({ uri: graph.url }));
    const asked = client.query({ query: LAB_TESTS, variables: { userId: 'anna', first: 101 } });

    const error: unknown = await asked.catch((reason: unknown) => reason);
    expect(CombinedGraphQLErrors.is(error)).toBe(true);
    expect(error).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    client.stop();
  });

  it('accepts a status of a later release', async () => {
    const later = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: answerWith('PAUSED') }));
    });
    await new Promise<void>((resolve) => later.listen(0, '127.0.0.1', resolve));
    const { port } = later.address() as AddressInfo;
    const client = createGraphClient(new HttpLink({ uri: `http://127.0.0.1:${port}/graphql` }));

    const { data } = await client.query({
      query: LAB_TESTS,
      variables: { userId: 'anna', first: 1 },
    });
    const status = data?.orderTransactions?.edges[0]?.node.status;
    expect(status).toBe('PAUSED');
    expect(status && describeStatus(status)).toBe('Contact us about your lab test.');

    client.stop();
    later.closeAllConnections();
    later.close();
  });
});

function answerWith(status: string) {
  const node = {
    __typename: 'OrderTransaction',
    id: idOf(1),
    status,
    createdAt: null,
    orders: [],
  };
  return {
    orderTransactions: {
      __typename: 'OrderTransactionConnection',
      edges: [{ __typename: 'OrderTransactionEdge', cursor: 'c', node }],
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: 'c' },
    },
  };
}
