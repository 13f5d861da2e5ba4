import { isObjectType } from 'graphql';
import { buildSchema } from '../../src/graphql/schema.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from './support/graph-server.js';
import { insertOrder, insertTransaction } from './support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

/** One more than the default page size. */
const TRANSACTIONS = 21;
const NEWEST = idOf(TRANSACTIONS);

const { pool } = useTestDatabase();
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

beforeAll(async () => {
  for (let number = 1; number <= TRANSACTIONS; number++) {
    await insertTransaction(pool, { id: idOf(number), changed_at: '2026-03-06T08:00:00Z' });
    for (const order of [1, 2]) {
      await insertOrder(pool, {
        id: idOf(number).replace(/^0/, String(order)),
        transaction_id: idOf(number),
        user_id: 'anna',
        created_at: `2026-03-0${order}T00:00:00Z`,
      });
    }
  }
});

function idOf(number: number): string {
  return `00000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`;
}

describe('an argument with a default', () => {
  const PAGE = '{ nodes { id } pageInfo { hasNextPage } }';
  /** A query for the field. `…` is the placeholder for the arguments. */
  const QUERIES: Readonly<Record<string, string>> = {
    'Query.orderTransactions': `orderTransactions… ${PAGE}`,
    'User.orderTransactions': `_entities(representations: [{ __typename: "User", id: "anna" }]) {
      ... on User { orderTransactions… ${PAGE} }
    }`,
    'OrderTransaction.orders': `orderTransaction(id: "${NEWEST}") { orders… { id } }`,
    'Order.collectionSites': `order(id: "${NEWEST.replace(/^0/, '1')}") { collectionSites… { id } }`,
  };

  const withDefaults = Object.values(buildSchema().getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) =>
        field.args
          .filter(({ defaultValue }) => defaultValue !== undefined)
          .map(
            ({ name, type: kind }) => [`${type.name}.${field.name}`, name, String(kind)] as const,
          ),
      ),
    );

  it.each(withDefaults)('treats null as its default: %s in %s', async (field, name, type) => {
    const query = QUERIES[field];
    if (query === undefined) throw new Error(`${field} needs a query in this test`);
    const where = (argument: string) => query.replace('…', argument);
    const declared = `query($value: ${type}) { ${where(`(${name}: $value)`)} }`;

    const omitted = await graph.ask(`{ ${where('')} }`);

    expect(omitted.errors).toBeUndefined();
    expect(type).not.toMatch(/!$/);
    expect(await graph.ask(`{ ${where(`(${name}: null)`)} }`)).toEqual(omitted);
    expect(await graph.ask(declared, { value: null })).toEqual(omitted);
    expect(await graph.ask(declared)).toEqual(omitted);
  });

  it('counts with its default towards the limits of an operation', async () => {
    const people = Array.from({ length: 500 }, (_, index) => ({
      __typename: 'User',
      id: String(index),
    }));
    const query = `query($people: [_Any!]!, $first: Int) {
      _entities(representations: $people) {
        ... on User { orderTransactions(first: $first) { nodes { id status orders { id status events { id } timeline: events { id } more: events { id } } } } }
      }
    }`;

    expect((await graph.ask(query, { people, first: null })).errors).toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED' } },
    ]);
  });
});

describe('changedAfter', () => {
  const QUERY = `query($since: DateTime) { orderTransactions(changedAfter: $since) { nodes { id } } }`;

  it.each([
    '2026-03-06T08:00:00',
    '2026-03-06',
    '2026-03-06 08:00:00Z',
    '2026-03-06T08:00Z',
    '2026-03-06T08:00:00+0100',
    '2026-03-06T08:00:00+01',
    '2026-03-06T08:00:00+24:00',
    '2026-03-06T08:00:00 Z',
    '2026-03-06T08:00:00,5Z',
    '2026-03-06T08:00:005Z',
    '2026-02-30T08:00:00Z',
    '',
  ])('rejects %j and names the argument, the value and the place', async (value) => {
    const rejected = {
      data: { orderTransactions: null },
      errors: [
        {
          message: `\`changedAfter\` must be an RFC 3339 timestamp with an offset, for example \`2026-03-06T10:02:17Z\`; got ${JSON.stringify(value)}.`,
          path: ['orderTransactions'],
          locations: [{ line: 1, column: expect.any(Number) as number }],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    };

    expect(await graph.ask(QUERY, { since: value })).toEqual(rejected);
    const literal = JSON.stringify(value);
    expect(
      await graph.ask(`{ orderTransactions(changedAfter: ${literal}) { nodes { id } } }`),
    ).toEqual(rejected);
  });

  it.each([[1772784000], [true], [['2026-03-06T08:00:00Z', 'x']], [{ at: '2026-03-06' }]])(
    'rejects %j, which is not text',
    async (since) => {
      expect((await graph.ask(QUERY, { since })).errors).toMatchObject([
        {
          message: expect.stringMatching(/^`changedAfter` must be an RFC 3339 timestamp/) as string,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ]);
    },
  );

  it.each([
    ['2026-03-06T07:59:59.999999Z', 20],
    ['2026-03-06T08:00:00Z', 0],
    ['2026-03-06t08:59:59+01:00', 20],
    ['2026-03-06T09:00:00.0000+01:00', 0],
    ['2026-03-06T02:29:59.123456789123-05:30', 20],
    ['2026-03-06T08:00:00-00:00', 0],
  ])('accepts %s', async (since, found) => {
    const answer = await graph.ask(QUERY, { since });

    expect(answer.errors).toBeUndefined();
    expect(
      (answer.data as { orderTransactions: { nodes: unknown[] } }).orderTransactions.nodes,
    ).toHaveLength(found);
  });
});

describe('an invalid argument', () => {
  it('is echoed where the value is a number, or text that can only be a UUID or a time', async () => {
    const errorOf = async (query: string) => (await graph.ask(query)).errors?.[0]?.message;

    expect(await errorOf('{ orderTransactions(first: 1000) { nodes { id } } }')).toBe(
      '`first` must be between 1 and 100; got 1000.',
    );
    expect(await errorOf('{ order(id: "b6944ab3-5a1c") { id } }')).toBe(
      '`id` must be a UUID; got "b6944ab3-5a1c".',
    );
    expect(await errorOf('{ order(id: 17) { id } }')).toBe('`id` must be a UUID; got "17".');
  });

  it.each(['Jane', 'jane@example.org', "' OR true --", 'f'.repeat(41)])(
    'is not echoed where the value is free text: %s',
    async (id) => {
      const { errors } = await graph.ask('query($id: ID!) { order(id: $id) { id } }', { id });

      expect(errors).toMatchObject([{ message: '`id` must be a UUID.' }]);
    },
  );
});

describe('a list of transactions', () => {
  it('has nodes that equal those of its edges', async () => {
    const { data } = await graph.ask(
      '{ orderTransactions(first: 2) { nodes { id } edges { node { id } } } }',
    );

    const ids = [{ id: idOf(21) }, { id: idOf(20) }];
    expect(data).toEqual({
      orderTransactions: { nodes: ids, edges: ids.map((node) => ({ node })) },
    });
  });
});
