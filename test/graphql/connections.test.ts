import { createMirrorReads } from '../../src/store/read/index.js';
import { type GraphAnswer, useGraphServer } from './support/graph-server.js';
import { insertOrder, insertTransaction } from './support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase('TEST');
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

const PAGE = `query(
  $userId: ID, $status: [OrderTransactionStatus!], $changedAfter: DateTime, $first: Int, $after: String
) {
  orderTransactions(
    userId: $userId, status: $status, changedAfter: $changedAfter, first: $first, after: $after
  ) {
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

async function page(variables: Record<string, unknown> = {}): Promise<Page> {
  const answer = await graph.ask(PAGE, variables);
  expect(answer.errors).toBeUndefined();
  return (answer.data as { orderTransactions: Page }).orderTransactions;
}

async function idsOf(variables: Record<string, unknown>): Promise<string[]> {
  return (await page(variables)).edges.map(({ node }) => node.id);
}

/** Reads all pages. */
async function allPages(first: number): Promise<Page[]> {
  const pages = [await page({ first })];
  for (let last = pages[0]; last?.pageInfo.hasNextPage; last = pages.at(-1)) {
    pages.push(await page({ first, after: last.pageInfo.endCursor }));
  }
  return pages;
}

function id(number: number): string {
  return `00000000-0000-4000-8000-00000000000${number}`;
}

/** A transaction with one order of each user. */
async function insertOf(userIds: readonly string[], columns: { id: string }): Promise<void> {
  await insertTransaction(pool, columns);
  for (const [index, userId] of userIds.entries()) {
    const orderId = columns.id.replace(/^0/, String(index + 1));
    await insertOrder(pool, { id: orderId, transaction_id: columns.id, user_id: userId });
  }
}

describe('the list of order transactions', () => {
  it('lists the newest first: unknown creation times, then by time to the microsecond, then by id', async () => {
    await insertTransaction(pool, { id: id(1), created_at: '2026-03-01T00:00:00.000001Z' });
    await insertTransaction(pool, { id: id(2), created_at: '2026-03-01T00:00:00.000002Z' });
    await insertTransaction(pool, { id: id(3), created_at: '2026-03-01T00:00:00.000001Z' });
    await insertTransaction(pool, { id: id(4), created_at: null });
    await insertTransaction(pool, { id: id(5), created_at: null });

    const expected = [5, 4, 2, 3, 1].map(id);
    expect(await idsOf({})).toEqual(expected);
    for (const first of [1, 2, 3, 5]) {
      const pages = await allPages(first);
      expect(pages.flatMap(({ edges }) => edges.map(({ node }) => node.id))).toEqual(expected);
      expect(pages).toHaveLength(Math.ceil(5 / first));
    }
  });

  it('reports whether pages precede and follow', async () => {
    for (const number of [1, 2, 3]) {
      await insertTransaction(pool, { id: id(number), created_at: '2026-03-01T00:00:00Z' });
    }
    const head = await page({ first: 2 });
    const tail = await page({ first: 2, after: head.pageInfo.endCursor });

    expect(head.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: head.edges[0]?.cursor,
      endCursor: head.edges[1]?.cursor,
    });
    expect(tail.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('is empty where there are no transactions', async () => {
    expect(await page()).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('keeps its places when a transaction is inserted between two pages', async () => {
    await insertTransaction(pool, { id: id(1), created_at: '2026-03-01T00:00:00Z' });
    await insertTransaction(pool, { id: id(3), created_at: '2026-03-03T00:00:00Z' });
    const head = await page({ first: 1 });
    await insertTransaction(pool, { id: id(4), created_at: '2026-03-04T00:00:00Z' });
    await insertTransaction(pool, { id: id(2), created_at: '2026-03-02T00:00:00Z' });

    expect(await idsOf({ after: head.pageInfo.endCursor })).toEqual([id(2), id(1)]);
  });

  it('can be filtered by statuses, of which UNKNOWN includes every new word', async () => {
    const words = ['active', 'completed', 'cancelled', 'paused', 'archived'];
    for (const [index, status] of words.entries()) {
      await insertTransaction(pool, { id: id(index), status });
    }

    expect(await idsOf({ status: ['COMPLETED'] })).toEqual([id(1)]);
    expect(await idsOf({ status: ['ACTIVE', 'CANCELLED'] })).toEqual([id(2), id(0)]);
    expect(await idsOf({ status: ['UNKNOWN'] })).toEqual([id(4), id(3)]);
    expect(await idsOf({ status: ['UNKNOWN', 'ACTIVE'] })).toEqual([id(4), id(3), id(0)]);
    expect(await idsOf({ status: [] })).toEqual([]);
  });

  it('can be filtered by the time of the last change', async () => {
    await insertTransaction(pool, { id: id(1), changed_at: '2026-03-01T00:00:00.000500Z' });
    await insertTransaction(pool, { id: id(2), changed_at: '2026-03-01T00:00:01Z' });

    expect(await idsOf({ changedAfter: '2026-03-01T00:00:00.000499Z' })).toEqual([id(2), id(1)]);
    expect(await idsOf({ changedAfter: '2026-03-01T01:00:00.0005+01:00' })).toEqual([id(2)]);
  });

  it('can be filtered by a user, who needs only one of the orders', async () => {
    await insertOf(['anna', 'ben'], { id: id(1) });
    await insertOf(['anna', 'anna'], { id: id(2) });
    await insertOf(['ben'], { id: id(3) });

    expect(await idsOf({ userId: 'anna' })).toEqual([id(2), id(1)]);
    expect(await idsOf({ userId: 'ben' })).toEqual([id(3), id(1)]);
    expect(await idsOf({ userId: "' OR true --" })).toEqual([]);
  });

  it.each([
    ['a page of no transactions', { first: 0 }, '`first` must be between 1 and 100; got 0.'],
    ['a page over 100', { first: 101 }, '`first` must be between 1 and 100; got 101.'],
    ['text as a cursor', { after: 'x' }, '`after` must be the `cursor` of an edge.'],
    ['a cursor of an id alone', { after: cursorOf([null]) }, /^`after`/],
    ['a cursor with an invalid time', { after: cursorOf(['yesterday', id(1)]) }, /^`after`/],
    ['a cursor with SQL', { after: cursorOf([null, "' OR true --"]) }, /^`after`/],
    [
      'a word as a time',
      { changedAfter: 'yesterday' },
      /^`changedAfter` must be an RFC 3339 timestamp/,
    ],
    ['an empty user id', { userId: '' }, '`userId` must not be empty.'],
    ['a user id with the character NUL', { userId: 'a\0b' }, /^`userId` must be well-formed/],
    ['a user id with half a surrogate pair', { userId: 'a\ud800' }, /^`userId` must be well-form/],
  ])('rejects %s', async (_what, variables, message) => {
    const answer = await graph.ask(PAGE, variables);

    expect(answer.data).toEqual({ orderTransactions: null });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(message) as string,
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  });
});

describe('a user', () => {
  const USERS = `query($representations: [_Any!]!, $first: Int, $after: String) {
    _entities(representations: $representations) {
      ... on User { id orderTransactions(first: $first, after: $after) { edges { cursor node { id user { id } } } } }
    }
  }`;

  function askUsers(ids: readonly unknown[], variables: object = {}): Promise<GraphAnswer> {
    const representations = ids.map((it) => ({ __typename: 'User', id: it }));
    return graph.ask(USERS, { representations, ...variables });
  }

  it("has the user's own transactions, whichever subgraph refers to the user", async () => {
    await insertOf(['anna'], { id: id(1) });
    await insertOf(['ben'], { id: id(2) });

    const { data, errors } = await askUsers(['ben', 'nobody', 'anna', ...NO_IDS]);

    expect(errors).toBeUndefined();
    const listOf = (userId: string, ...ids: string[]) => ({
      id: userId,
      orderTransactions: {
        edges: ids.map((it) => ({
          cursor: expect.anything() as unknown,
          node: { id: it, user: { id: userId } },
        })),
      },
    });
    expect(data).toEqual({
      _entities: [
        listOf('ben', id(2)),
        listOf('nobody'),
        listOf('anna', id(1)),
        ...NO_IDS.map(() => null),
      ],
    });
  });

  it('is found by an integer key as by its text, since some servers send integers for an `ID`', async () => {
    await insertOf(['42'], { id: id(1) });
    const byArgument = await graph.ask(PAGE, { userId: 42 });

    expect(byArgument.data).toMatchObject({
      orderTransactions: { edges: [{ node: { id: id(1) } }] },
    });
    for (const key of [42, '42']) {
      expect((await askUsers([key])).data).toMatchObject({
        _entities: [{ id: '42', orderTransactions: { edges: [{ node: { id: id(1) } }] } }],
      });
    }
  });

  it('continues after a cursor of the list of all transactions', async () => {
    await insertOf(['anna'], { id: id(1) });
    await insertOf(['anna'], { id: id(2) });
    await insertOf(['anna'], { id: id(3) });
    const head = await page({ first: 2 });

    const { data } = await askUsers(['anna'], { after: head.pageInfo.endCursor });

    expect(data).toMatchObject({
      _entities: [{ orderTransactions: { edges: [{ node: { id: id(1) } }] } }],
    });
  });

  it('costs no further statement together with 49 other users', async () => {
    await insertOf(['anna'], { id: id(1) });
    const others = Array.from({ length: 49 }, (_, index) => `user-${index}`);
    const statements = jest.spyOn(pool, 'query');

    await askUsers(['anna']);
    const forOne = statements.mock.calls.length;
    await askUsers(['anna', ...others]);
    const forAll = statements.mock.calls.length - forOne;
    statements.mockRestore();

    expect(forOne).toBe(1);
    expect(forAll).toBe(1);
  });

  it('is the user of a transaction only where all its orders name the same user', async () => {
    await insertOf(['anna', 'anna'], { id: id(1) });
    await insertOf(['anna', 'ben'], { id: id(2) });
    await insertOf([], { id: id(3) });

    const { data } = await graph.ask('{ orderTransactions { edges { node { user { id } } } } }');

    const users = [null, null, { id: 'anna' }];
    expect(data).toEqual({
      orderTransactions: { edges: users.map((user) => ({ node: { user } })) },
    });
  });
});

/** Values that the GraphQL type `ID` rejects, or that Postgres cannot store as text. */
const NO_IDS = [{ id: 'anna' }, ['anna'], 'a\0b', '', 4.2, 2 ** 53, true, null];

function cursorOf(pair: unknown): string {
  return Buffer.from(JSON.stringify(pair)).toString('base64url');
}
