import type { Registry } from 'prom-client';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { createGraphMetrics } from '../../src/graphql/metrics.js';
import { TransactionChanges } from '../../src/orders/live/transaction-changes.js';
import { post, useGraphServer } from './support/graph-server.js';
import { testRegistry } from '../support/registry.js';

const ROUTER = { 'router-authorization': 'the secret' };
const ID = '00000000-0000-4000-8000-000000000000';

let registry: Registry;
beforeEach(() => (registry = testRegistry()));
const graph = useGraphServer(
  () => ({
    authenticator: createAuthenticator({ routerSecrets: ['the secret'], tokens: null }),
    metrics: createGraphMetrics(registry, new TransactionChanges(1)),
  }),
  { lifetime: 'TEST' },
);

/** Waits until the log contains the given number of lines about operations, and returns them. */
async function lines(count = 1): Promise<Record<string, unknown>[]> {
  for (;;) {
    const all = graph.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const logged = all.filter(({ msg }) => msg === 'graphql');
    if (logged.length >= count) return logged;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('an operation', () => {
  it.each([
    ['a query', '{ __typename }', { operation: 'query', codes: [] }],
    [
      'a query of which several fields fail alike',
      '{ a: order(id: "no id") { id } b: order(id: "no id") { id } }',
      { operation: 'query', codes: ['BAD_USER_INPUT'] },
    ],
    [
      'a mutation',
      'mutation { trackOrder(input: {}) { order { id } } }',
      { operation: 'mutation', codes: ['GRAPHQL_VALIDATION_FAILED'] },
    ],
    ['what is no GraphQL', '{', { operation: 'unknown', codes: ['GRAPHQL_PARSE_FAILED'] }],
  ])('writes one line to the log, for example %s', async (_what, query, line) => {
    await graph.ask(query, {}, ROUTER);

    const logged = await lines();
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({
      ...line,
      level: 30,
      reqId: expect.any(String) as string,
      durationMs: expect.any(Number) as number,
    });
  });

  it.each([
    ['a stranger’s', '{"query":"{ __typename }"}', {}, 'UNAUTHENTICATED'],
    ['one that is no JSON', '{', ROUTER, 'BAD_USER_INPUT'],
    ['one without a query', '{}', ROUTER, 'BAD_USER_INPUT'],
    ['one over 1 MiB', ' '.repeat(1024 * 1024 + 1), ROUTER, 'LIMIT_EXCEEDED'],
  ])(
    'writes one line also when it is rejected before it is read: %s',
    async (_what, body, headers, code) => {
      await post(graph.url, body, headers);
      expect(await lines()).toMatchObject([{ operation: 'unknown', codes: [code] }]);
    },
  );

  it('logs neither its text nor its variables', async () => {
    await graph.ask('query Canary7f3a($id: ID!) { order(id: $id) { id } }', { id: ID }, ROUTER);
    await lines();
    expect(graph.log.join()).not.toContain('Canary7f3a');
    expect(graph.log.join()).not.toContain(ID);
  });

  it('is counted and timed by its kind, and by the codes of its errors', async () => {
    await graph.ask('{ __typename }', {}, ROUTER);
    await graph.ask('{ nope }', {}, ROUTER);
    await lines(2);

    const text = await registry.metrics();
    const name = 'order_transactions_graphql';
    expect(text).toContain(`${name}_operation_seconds_count{operation="query"} 2`);
    expect(text).toContain(
      `${name}_errors_total{operation="query",code="GRAPHQL_VALIDATION_FAILED"} 1`,
    );
  });
});
