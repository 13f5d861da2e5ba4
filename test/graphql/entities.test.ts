import { randomUUID } from 'node:crypto';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from './support/graph-server.js';
import {
  INITIAL_ORDER,
  insertEvent,
  insertOrder,
  insertTransaction,
  TRANSACTION,
  UNKNOWN_ID,
} from './support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase('TEST');
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

describe('a reference of another subgraph', () => {
  it('is found, missing or malformed independently of the others', async () => {
    await insertTransaction(pool);
    await insertOrder(pool);

    const { data, errors } = await graph.ask(ENTITIES, {
      representations: [
        { __typename: 'Order', id: INITIAL_ORDER },
        { __typename: 'OrderTransaction', id: TRANSACTION.toUpperCase() },
        { __typename: 'OrderTransaction', id: UNKNOWN_ID },
        { __typename: 'OrderTransaction', id: "' OR true --" },
        { __typename: 'Order', id: { in: [INITIAL_ORDER] } },
        { __typename: 'Order', id: INITIAL_ORDER },
        { __typename: 'OrderTransaction', id: TRANSACTION },
      ],
    });

    expect(errors).toBeUndefined();
    const order = { __typename: 'Order', id: INITIAL_ORDER, transaction: { id: TRANSACTION } };
    const transaction = { __typename: 'OrderTransaction', id: TRANSACTION, status: 'ACTIVE' };
    expect(data).toEqual({
      _entities: [order, transaction, null, null, null, order, transaction],
    });
  });

  it('costs no further statement together with 99 others', async () => {
    const ids = Array.from({ length: 100 }, () => randomUUID());
    for (const id of ids) {
      const orderId = randomUUID();
      await insertTransaction(pool, { id });
      await insertOrder(pool, { id: orderId, transaction_id: id });
      await insertEvent(pool, { order_id: orderId, event_id: 1 });
    }

    const forOne = await statementsFor(ids.slice(0, 1));
    const forAll = await statementsFor(ids);

    expect(forOne).toBeGreaterThan(0);
    expect(forAll).toBe(forOne);
  });
});

describe('an id as an argument', () => {
  it.each(['orderTransaction', 'order'])('finds nothing where %s is unknown', async (field) => {
    const answer = await graph.ask(`query($id: ID!) { found: ${field}(id: $id) { id } }`, {
      id: UNKNOWN_ID,
    });

    expect(answer).toEqual({ data: { found: null } });
  });

  it.each(['orderTransaction', 'order'])(
    'is rejected for %s when it is malformed',
    async (field) => {
      const answer = await graph.ask(`query($id: ID!) { found: ${field}(id: $id) { id } }`, {
        id: 'x'.repeat(10_000),
      });

      expect(answer).toMatchObject({
        data: { found: null },
        errors: [
          {
            message: expect.stringMatching(/^`id` must be a UUID/) as string,
            path: ['found'],
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
    },
  );

  it('is accepted in any letter case', async () => {
    await insertOrder(pool);

    const answer = await graph.ask('query($id: ID!) { order(id: $id) { id } }', {
      id: INITIAL_ORDER.toUpperCase(),
    });

    expect(answer).toEqual({ data: { order: { id: INITIAL_ORDER } } });
  });
});

const ENTITIES = `query($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on OrderTransaction { id status }
    ... on Order { id transaction { id } }
  }
}`;

/** The number of SQL statements for a read of the given number of transactions with all of their data in the mirror. */
async function statementsFor(ids: readonly string[]): Promise<number> {
  const statements = jest.spyOn(pool, 'query');
  const answer = await graph.ask(
    `query($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on OrderTransaction {
          id
          orders { id parent { id } transaction { id } events { id } }
          initialOrder { id }
          timeline { id order { id } }
        }
      }
    }`,
    { representations: ids.map((id) => ({ __typename: 'OrderTransaction', id })) },
  );
  const count = statements.mock.calls.length;
  statements.mockRestore();
  expect(answer).toMatchObject({
    data: { _entities: ids.map((id) => ({ id, orders: [{ transaction: { id } }] })) },
  });
  return count;
}
