import { ORDERS, TRANSACTIONS, USER_B } from './two-patients.js';

const json = (value: unknown) => JSON.stringify(value);

const PAGE = `query($after: String) {
  orderTransactions(first: 50, after: $after) { edges { cursor node { id orders { id } } } }
}`;
const TIME = '2026-03-03T09:26:51.000000Z';
const CURSORS: readonly [string, unknown][] = [
  ['nothing', []],
  ['an object', { constructor: 1 }],
  ['somebody else', [TIME, TRANSACTIONS.ofB]],
  ['NUL', [`${TIME}\0`, `${TRANSACTIONS.ofA}\0`]],
  ['SQL', ["'); DROP TABLE lab_order; --", "' OR 1=1"]],
  ['a time beyond all', ['999999-99-99T99:99:99Z', TRANSACTIONS.ofA]],
  ['an infinite time', ['infinity', TRANSACTIONS.ofA]],
  ['a time before Christ', ['4713-01-01 BC', TRANSACTIONS.ofA]],
  ['numbers', [1e300, -0]],
  ['too much', Array<string>(1_000).fill('x')],
];

/**
 * Bodies that a well-behaved client does not send, each with a description of its defect.
 *
 * @param query a valid query, for bodies with another defect
 */
export function hostileBodies(query: string): [string, string | Buffer][] {
  const deep = (count: number, inner = '1') => '['.repeat(count) + inner + ']'.repeat(count);
  const entities = (variables: string) =>
    `{"query":"query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Order { id } } }","variables":${variables}}`;
  const QUERY = json(query);
  return [
    ...CURSORS.map(([what, content]): [string, string] => [
      `a cursor of ${what}`,
      json({ query: PAGE, variables: { after: Buffer.from(json(content)).toString('base64url') } }),
    ]),
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"x"'],
    ['an empty list', '[]'],
    ['a query that is an object', '{"query":{"kind":"Document"}}'],
    ['variables that are a text', `{"query":${QUERY},"variables":"{}"}`],
    ['an operation of the prototype', `{"query":${QUERY},"operationName":"__proto__"}`],
    [
      'extensions with a hash that is an object',
      `{"query":${QUERY},"extensions":{"persistedQuery":{"version":{},"sha256Hash":{}}}}`,
    ],
    ['a prototype', `{"__proto__":{"query":${QUERY}}}`],
    ['a prototype in the variables', `{"query":${QUERY},"variables":{"__proto__":{"id":"x"}}}`],
    ['a constructor', `{"query":${QUERY},"constructor":{"prototype":{"a":1}}}`],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a byte order mark', `\ufeff{"query":${QUERY}}`],
    ['a deep variable', entities(`{"r":[{"__typename":"Order","id":${deep(100_000)}}]}`)],
    [
      'a deep variable that is no reference',
      `{"query":"query($a: ID) { orderTransactions(userId: $a) { edges { cursor } } }","variables":{"a":${deep(100_000)}}}`,
    ],
    ['a deep literal', json({ query: `{ order(id: ${deep(1_900)}) { id } }` })],
    [
      'a deep literal of a reference',
      json({ query: `{ _entities(representations: ${deep(1_900)}) { __typename } }` }),
    ],
    ['deep inline fragments', json({ query: `{${'...{'.repeat(1_300)}a${'}'.repeat(1_300)}}` })],
    [
      'a type of the prototype',
      entities(
        '{"r":[{"__typename":"__proto__","id":"x"},{"__typename":"constructor","id":"x"},{"__typename":"toString"}]}',
      ),
    ],
    [
      'a type that is no entity',
      entities('{"r":[{"__typename":"Query","id":"x"},{"__typename":"OrderEvent","id":"x"}]}'),
    ],
    ['a reference that is a text', entities('{"r":["Order"]}')],
    [
      'a reference with fields of its own',
      entities(
        `{"r":[{"__typename":"Order","id":"${ORDERS.initialOfA}","userId":"${USER_B}","transaction":{"id":"x"},"__resolveReference":"x"}]}`,
      ),
    ],
    [
      'ids of the prototype',
      json({
        query:
          '{ order(id: "__proto__") { id } orderTransaction(id: "constructor") { id } orderTransactions(userId: "__proto__") { edges { cursor } } }',
      }),
    ],
    [
      'a mutation whose text is no text',
      json({
        query:
          'mutation { ingestOrderWebhook(input: {messageId: "\\u0000", timestamp: "\\u0000", signature: "\\ud800", payload: "\\u0000"}) { outcome } }',
      }),
    ],
    [
      'a mutation with a time beyond all',
      json({
        query:
          'mutation { ingestOrderWebhook(input: {messageId: "m", timestamp: "1e999", signature: "v1,", payload: "{}"}) { outcome } }',
      }),
    ],
  ];
}
