import type { Pool } from 'pg';
import { LIST_ITEM_BUDGET } from '../../../src/graphql/limits/list-budget.js';
import { createMirrorReads } from '../../../src/store/read/index.js';
import { useTestDatabase } from '../../support/use-database.js';
import { useGraphServer } from '../support/graph-server.js';
import { INITIAL_ORDER, insertOrder, insertTransaction } from '../support/mirror-rows.js';

const { pool } = useTestDatabase('TEST');

describe.each([
  ['graphql-js', { operations: 100, executions: 1_000, intervalMs: 0 }],
  ['graphql-jit', { operations: 100, executions: 0, intervalMs: 0 }],
])('the list budget of an operation that %s executes', (_executor, compilerLimits) => {
  const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool), compilerLimits }));

  it('ends an operation whose data is larger than its typical size, with one error', async () => {
    await insertTransaction(pool);
    await insertOrder(pool, { origin: 'initial' });
    await insertEvents(pool, LIST_ITEM_BUDGET / 5 + 1);

    const events = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: events { status }`).join(' ');
    const answer = await graph.ask(`{ order(id: "${INITIAL_ORDER}") { ${events} } }`);

    expect(answer).toEqual({
      data: null,
      errors: [
        {
          message: expect.stringMatching(
            /^The response would have more than 50000 list items\./,
          ) as unknown,
          extensions: { code: 'LIMIT_EXCEEDED' },
        },
      ],
    });
  });

  it('is full again for the next operation', async () => {
    await insertTransaction(pool);
    await insertOrder(pool, { origin: 'initial' });
    await insertEvents(pool, LIST_ITEM_BUDGET);

    const query = `{ order(id: "${INITIAL_ORDER}") { events { status } } }`;
    for (let time = 1; time <= 2; time++) {
      const { data, errors } = await graph.ask(query);
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ order: { events: { length: LIST_ITEM_BUDGET } } });
    }
  });

  it('ends an operation whose response is larger than 10 MiB', async () => {
    await insertTransaction(pool);
    await insertOrder(pool, { origin: 'initial', sample_id: 'S'.repeat(120_000) });

    const samples = Array.from({ length: 100 }, (_, index) => `s${index}: sampleId`).join(' ');
    const answer = await graph.ask(`{ order(id: "${INITIAL_ORDER}") { ${samples} } }`);

    expect(answer).toEqual({
      data: null,
      errors: [
        {
          message: expect.stringMatching(
            /^The response is larger than 10485760 bytes\./,
          ) as unknown,
          extensions: { code: 'LIMIT_EXCEEDED' },
        },
      ],
    });
  });

  it('suffices for 500 orders with their events', async () => {
    const ids = await insertTransactions(pool, 500);
    const representations = ids.map((id) => ({ __typename: 'Order', id }));

    const { data, errors } = await graph.ask(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Order { status events { status createdAt } transaction { id status } }
        }
      }`,
      { representations },
    );

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ _entities: { length: 500, 0: { events: { length: 10 } } } });
  });

  it('suffices for 100 users with 20 transactions each', async () => {
    await insertTransactions(pool, 2_000);
    const representations = Array.from({ length: 100 }, (_, index) => ({
      __typename: 'User',
      id: `user-${index}`,
    }));

    const { data, errors } = await graph.ask(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on User { orderTransactions { nodes { id status orders { id origin status } } } }
        }
      }`,
      { representations },
    );

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      _entities: { length: 100, 0: { orderTransactions: { nodes: { length: 20 } } } },
    });
  });
});

async function insertEvents(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO order_event (order_id, event_id, status, created_at)
     SELECT $1, n, 'received.walk_in_test.ordered', now() FROM generate_series(1, $2) n`,
    [INITIAL_ORDER, count],
  );
}

/**
 * Inserts transactions with one order of 10 events each. Each user has 20 consecutive transactions. @returns the ids
 * of the orders
 */
async function insertTransactions(pool: Pool, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH orders AS MATERIALIZED (
       SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS transaction_id
       FROM generate_series(0, $1 - 1) n
     ), transactions AS (
       INSERT INTO order_transaction
       SELECT (jsonb_populate_record(NULL::order_transaction, jsonb_build_object(
         'id', transaction_id, 'status', 'active', 'changed_at', now()))).*
       FROM orders
     ), events AS (
       INSERT INTO order_event (order_id, event_id, status, created_at)
       SELECT id, event, 'received.walk_in_test.ordered', now()
       FROM orders, generate_series(1, 10) event
     )
     INSERT INTO lab_order
     SELECT (jsonb_populate_record(NULL::lab_order, jsonb_build_object(
       'id', id, 'transaction_id', transaction_id, 'user_id', 'user-' || n / 20, 'origin', 'initial',
       'record', '{}'::jsonb, 'is_critical', false, 'changed_at', now()))).*
     FROM orders RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}
