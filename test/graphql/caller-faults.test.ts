import { type GraphAnswer, useGraphServer } from './support/graph-server.js';

const graph = useGraphServer();

afterEach(() => {
  expect(graph.log.filter((line) => /"level":(40|50|60)/.test(line))).toEqual([]);
});

const SINCE =
  'query($first: Int, $status: [OrderTransactionStatus!], $id: ID = "x") { orderTransactions(first: $first, status: $status, userId: $id) { nodes { id } } }';
const INGEST =
  'mutation($input: IngestOrderWebhookInput!) { ingestOrderWebhook(input: $input) { outcome } }';
const INPUT = { messageId: 'm', timestamp: '1', signature: 's', payload: '{}' };

describe('a variable', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'of another type',
      SINCE,
      { first: 'abc' },
      '`$first` must be a value of the type `Int`; got "abc".',
    ],
    [
      'out of the range of its type',
      SINCE,
      { first: 2 ** 31 },
      '`$first` must be a value of the type `Int`; got 2147483648.',
    ],
    [
      'with text that can name a person',
      SINCE,
      { first: 'Jane Roe' },
      '`$first` must be a value of the type `Int`.',
    ],
    [
      'with an unknown enum value',
      SINCE,
      { status: ['ACTIVE', 'DONE'] },
      '`$status[1]` must be a value of the type `OrderTransactionStatus!`.',
    ],
    [
      'with null in a list',
      SINCE,
      { status: [null] },
      '`$status[0]` must not be null: its type is `OrderTransactionStatus!`.',
    ],
    [
      'that is an object instead of an id',
      SINCE,
      { id: { of: 'Jane' } },
      '`$id`, the value of `userId`, must be a value of the type `ID`.',
    ],
    [
      'that is missing',
      'query($id: ID!) { order(id: $id) { id } }',
      {},
      '`$id` is required: its type is `ID!`.',
    ],
    [
      'that is null',
      'query($order: ID!) { order(id: $order) { id } }',
      { order: null },
      '`$order`, the value of `id`, must not be null: its type is `ID!`.',
    ],
    [
      'with a missing field',
      INGEST,
      { input: { ...INPUT, timestamp: undefined } },
      '`$input` is invalid: Field "timestamp" of required type "String!" was not provided.',
    ],
    [
      'with an unknown field',
      INGEST,
      { input: { ...INPUT, age: 7 } },
      '`$input` is invalid: Field "age" is not defined by type "IngestOrderWebhookInput".',
    ],
    [
      'with a field whose name is free text',
      INGEST,
      { input: { ...INPUT, 'Jane Roe': 7 } },
      '`$input` must be a value of the type `IngestOrderWebhookInput!`.',
    ],
    [
      'with an object in the place of text',
      INGEST,
      { input: { ...INPUT, payload: { name: 'Jane' } } },
      '`$input.payload` must be a value of the type `String!`.',
    ],
    [
      'that is text in the place of an input',
      INGEST,
      { input: 'Jane' },
      '`$input` must be a value of the type `IngestOrderWebhookInput!`.',
    ],
  ])(
    'is BAD_USER_INPUT with its name and location when it is %s',
    async (_what, query, variables, message) => {
      const answer = await graph.ask(query, variables);

      expect(answer).toEqual({ errors: [badUserInput(message)] });
    },
  );

  it.each([
    [
      'query($b: Boolean = true) { __typename @include(if: $b) }',
      { b: null },
      '`if` of `@include` must not be null: the value of `$b` is null.',
    ],
    [
      'query($b: Boolean = true) { ...F } fragment F on Query { __typename @skip(if: $b) }',
      { b: null },
      '`if` of `@skip` must not be null: the value of `$b` is null.',
    ],
    [
      'query($x: ID = "y") { order(id: $x) { id } }',
      { x: null },
      '`id` must not be null: the value of `$x` is null.',
    ],
    [
      'mutation($t: String = "1") { ingestOrderWebhook(input: { messageId: "m", timestamp: $t, signature: "s", payload: "{}" }) { outcome } }',
      { t: null },
      '`input` must not be null: the value of `$t` is null.',
    ],
    [
      'query($s: OrderTransactionStatus = ACTIVE) { orderTransactions(status: [$s]) { nodes { id } } }',
      { s: null },
      '`status` must not be null: the value of `$s` is null.',
    ],
  ])(
    'is BAD_USER_INPUT when it is null where null is not allowed: %s',
    async (query, variables, message) => {
      expect(await graph.ask(query, variables)).toEqual({ errors: [badUserInput(message)] });
    },
  );

  it.each(['constructor', '__proto__', 'toString'])(
    'is not read from a prototype: %s',
    async (name) => {
      const { errors } = await graph.ask(`query($${name}: ID!) { order(id: $${name}) { id } }`, {});

      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  it('is answered with its first error when it has several', async () => {
    const { errors } = await graph.ask(SINCE, {
      first: 'a',
      status: Array<string>(10_000).fill('NOPE'),
    });

    expect(errors).toHaveLength(2);
  });
});

function badUserInput(message: string): NonNullable<GraphAnswer['errors']>[number] {
  return {
    message,
    locations: [{ line: 1, column: expect.any(Number) as number }],
    extensions: { code: 'BAD_USER_INPUT' },
  } as NonNullable<GraphAnswer['errors']>[number];
}

describe('a representation', () => {
  const ENTITIES = 'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }';

  it.each([
    ['of an unknown type', { __typename: 'Cat', id: '1' }],
    ['without a type', { id: '1' }],
    ['of a prototype', { __typename: 'constructor' }],
    ['that is text', 'User'],
    ['that is a number', 4],
  ])('is BAD_USER_INPUT with its location when it is %s', async (_what, reference) => {
    const answer = await graph.ask(ENTITIES, { r: [{ __typename: 'User', id: '1' }, reference] });

    expect(answer.errors).toMatchObject([
      {
        message: '`representations[1].__typename` must be the name of an entity of this graph.',
        path: ['_entities'],
        locations: [{ line: 1 }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

it('treats an empty operationName as absent', async () => {
  const answer = await fetch(graph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query Only { __typename }', operationName: '' }),
  });

  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
});
