import {
  getNamedType,
  getOperationAST,
  isCompositeType,
  isObjectType,
  Lexer,
  parse,
  Source,
  TokenKind,
  validate,
} from 'graphql';
import {
  measureOperation,
  type OperationMeasure,
} from '../../../src/graphql/limits/measure-operation.js';
import { exceededLimit, OPERATION_LIMITS } from '../../../src/graphql/limits/operation-limits.js';
import { buildSchema } from '../../../src/graphql/schema.js';
import { createMirrorReads } from '../../../src/store/read/index.js';
import { post, useGraphServer } from '../support/graph-server.js';
import { useTestDatabase } from '../../support/use-database.js';

const ID = '00000000-0000-4000-8000-000000000000';
const schema = buildSchema();

const { pool } = useTestDatabase();
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

describe('an operation over a limit', () => {
  const nested = (levels: number): string =>
    levels === 0 ? 'id' : `id transaction { initialOrder { ${nested(levels - 1)} } }`;
  const representations = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      __typename: 'Order',
      id: ID.slice(0, -4) + String(1000 + index),
    }));
  const rejected: [
    limit: keyof OperationMeasure,
    what: string,
    query: string,
    variables?: Record<string, unknown>,
  ][] = [
    ['depth', 'nesting', `{ order(id: "${ID}") { ${nested(8)} } }`],
    ['aliases', 'aliases', `{ ${times(101, (index) => `a${index}: order(id: "${ID}") { id }`)} }`],
    ['repeats', 'one field many times', `{ order(id: "${ID}") { ${'status '.repeat(11)} } }`],
    [
      'directives',
      'directives',
      `{ order(id: "${ID}") { ${times(101, (index) => `...@include(if: true) { ${index % 2 ? 'id' : 'lab'} }`)} } }`,
    ],
    [
      'selections',
      '10 fragments that each spread the next 10 times',
      `{ order(id: "${ID}") { ...F0 } } ${times(
        10,
        (index) =>
          `fragment F${index} on Order { ${index === 9 ? 'id' : `...F${index + 1} `.repeat(10)} }`,
      )}`,
    ],
    ['cost', 'pages within pages', pages('100', '100', '100')],
    ['cost', 'pages sized by a variable', pages('$first', '$first', '$first'), { first: 100 }],
    ['cost', 'pages sized by the default of a variable', pages('$first', '$first', '$first')],
    [
      'cost',
      'pages within fragments',
      `{ ...A } fragment A on Query { orderTransactions(first: 100) { edges { node { user { ...B } } } } }
       fragment B on User { orderTransactions(first: 100) { edges { cursor node { orders { id } ...C } } } }
       fragment C on OrderTransaction { id status rawStatus createdAt updatedAt changedAt timeline { id } }`,
    ],
    [
      'representations',
      '501 representations',
      'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      { r: representations(501) },
    ],
    [
      'representations',
      'representations of several fields',
      'query($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }',
      { r: representations(251) },
    ],
    [
      'cost',
      'orders and events under 500 representations, nested',
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Order { events { order { events { id order { events { id } } } } } } } }',
      { r: representations(500) },
    ],
    ...amplifications().map(([what, query]): (typeof rejected)[number] => ['cost', what, query]),
  ];

  it.each(rejected.map(([limit, what, ...request]) => ({ limit, what, request })))(
    'is rejected before any statement: $limit, $what',
    async ({ limit, request: [query, variables] }) => {
      const statements = jest.spyOn(pool, 'query');
      const answer = await post(graph.url, JSON.stringify({ query, variables }));
      const count = statements.mock.calls.length;
      statements.mockRestore();

      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        errors: [
          {
            message: expect.stringMatching(
              new RegExp(
                `^The operation has a .* of \\d+; the limit is ${OPERATION_LIMITS[limit]}\\.`,
              ),
            ) as string,
            extensions: { code: 'LIMIT_EXCEEDED' },
          },
        ],
      });
      expect(count).toBe(0);
    },
  );

  it('leaves an oversized page to its resolver, which names the argument', () => {
    expect(
      exceededLimit(measure('{ orderTransactions(first: 2000000) { edges { cursor } } }')),
    ).toBe(null);
  });
});

describe('the measure of an operation', () => {
  it.each([60, 600])('is linear in the text where fragments double %i times', (count) => {
    const query = `{ order(id: "${ID}") { ...F0 } } ${times(
      count,
      (index) => `fragment F${index} on Order { ...F${index + 1} ...F${index + 1} }`,
    )} fragment F${count} on Order { id }`;

    // 2 ** 600 selections: a measurement that visits each selection would never finish.
    expect(measure(query).selections).toBeGreaterThan(2 ** (count - 1));
  });

  it('accepts invalid documents: cycles of fragments, unknown fields, fragments and types', () => {
    const query =
      '{ nope { a } ...Missing ...A } fragment A on Query { ...B } fragment B on Nope { ...A x }';

    expect(measure(query)).toMatchObject({ depth: 2, selections: 7 });
  });

  it('counts what a fragment selects once for each of its spreads', () => {
    const spread = `{ a: order(id: "${ID}") { ...E } b: order(id: "${ID}") { ...E } } fragment E on Order { x: events { id } }`;
    const inline = `{ a: order(id: "${ID}") { x: events { id } } b: order(id: "${ID}") { x: events { id } } }`;

    expect(measure(spread)).toEqual({ ...measure(inline), selections: 8 });
  });
});

describe('the largest legitimate needs', () => {
  const SCALARS = (typeName: string) => everyField(typeName, [], () => false);
  const RESULTS = everyField('LabResults', [], (name) => name !== 'Order');
  const legitimate: Record<string, [query: string, variables?: Record<string, unknown>]> = {
    '100 entities with their orders and all result scalars': [
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on OrderTransaction {
        ...on OrderTransaction ${SCALARS('OrderTransaction')}
        orders { ...on Order ${SCALARS('Order')} results ${RESULTS} }
        combinedResults ${RESULTS}
        redrawOutcome ${everyField('RedrawOutcome', [], (name) => name !== 'Order')}
      } } }`,
      { r: Array(100).fill({ __typename: 'OrderTransaction', id: ID }) },
    ],
    '500 entities with their orders, events and timeline': [
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on OrderTransaction {
        id status orders { id origin status phase events { id status createdAt } } timeline { id status }
      } } }`,
      { r: Array(500).fill({ __typename: 'OrderTransaction', id: ID }) },
    ],
    '500 orders with all events': [
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on Order {
        ... on Order ${SCALARS('Order')} events ${SCALARS('OrderEvent')}
      } } }`,
      { r: Array(500).fill({ __typename: 'Order', id: ID }) },
    ],
    '100 users with 20 transactions each': [
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { orderTransactions(first: 20) {
        edges { node { id status updatedAt orders { id status phase origin createdAt } } }
      } } } }`,
      { r: Array(100).fill({ __typename: 'User', id: 'user-a' }) },
    ],
    'all fields of the first 10 transactions of a list': [
      `{ orderTransactions(first: 10) ${everyField('OrderTransactionConnection', [], (name) => name !== 'LabCollectionSite' && name !== 'LabAppointment')} }`,
    ],
    'ten screens that a gateway merged, their fields renamed and each of them conditional': [
      `query($r: [_Any!]!, $yes: Boolean!) { ${times(
        10,
        (screen) =>
          `s${screen}: _entities(representations: $r) { ... on Order @include(if: $yes) { id ${times(
            4,
            (field) => `s${screen}f${field}: status @include(if: $yes)`,
          )} } }`,
      )} }`,
      { r: Array(50).fill({ __typename: 'Order', id: ID }), yes: true },
    ],
  };

  it.each(Object.entries(legitimate))('pass the limits: %s', (_what, [query, variables]) => {
    expect(validate(schema, parse(query))).toEqual([]);
    expect(exceededLimit(measure(query, variables))).toBeNull();
  });

  it('are closest to the limits', () => {
    const measures = Object.values(legitimate).map(([query, variables]) =>
      measure(query, variables),
    );
    const largest = (name: keyof OperationMeasure) => Math.max(...measures.map((it) => it[name]));

    expect({
      depth: largest('depth'),
      aliases: largest('aliases'),
      directives: largest('directives'),
      repeats: largest('repeats'),
      selections: largest('selections'),
      representations: largest('representations'),
      cost: largest('cost'),
      values: largest('values'),
    }).toEqual({
      depth: 11,
      aliases: 50,
      directives: 50,
      repeats: 1,
      selections: 1_050,
      representations: 500,
      cost: 25_300,
      values: 392_501,
    });
  });

  it('are closest to the limits of a request', () => {
    const requests = Object.values(legitimate);

    expect({
      bodyBytes: Math.max(
        ...requests.map(([query, variables]) => JSON.stringify({ query, variables }).length),
      ),
      tokens: Math.max(...requests.map(([query]) => tokensOf(query).length)),
      nesting: Math.max(...requests.map(([query]) => nestingOf(query))),
    }).toEqual({ bodyBytes: 39_232, tokens: 1_291, nesting: 11 });
  });
});

function tokensOf(query: string): TokenKind[] {
  const lexer = new Lexer(new Source(query));
  const kinds: TokenKind[] = [];
  while (lexer.advance().kind !== TokenKind.EOF) kinds.push(lexer.token.kind);
  return kinds;
}

function nestingOf(query: string): number {
  let depth = 0;
  let deepest = 0;
  for (const kind of tokensOf(query)) {
    if ('{[('.includes(kind)) deepest = Math.max(deepest, ++depth);
    if ('}])'.includes(kind)) depth--;
  }
  return deepest;
}

/** Paths that return to their start, so that each round multiplies the size of the answer. */
function amplifications(): [what: string, query: string][] {
  const round = (levels: number, [open, close]: [string, string]): string =>
    levels === 0 ? 'id' : `${open} ${round(levels - 1, [open, close])} ${close}`;
  const order = (levels: number, path: [string, string]) =>
    `{ order(id: "${ID}") { ${round(levels, path)} } }`;
  return [
    ['events.order', order(7, ['events { order {', '} }'])],
    ['transaction.timeline.order', order(4, ['transaction { timeline { order {', '} } }'])],
    [
      'transaction.combinedResults.biomarkers.order',
      order(3, [
        'transaction { combinedResults { biomarkers { name slug value unit order {',
        '} } } }',
      ]),
    ],
    [
      'results.biomarkers.order',
      order(4, ['results { missingBiomarkers { name } biomarkers { order {', '} } }']),
    ],
    [
      'user.orderTransactions',
      `{ orderTransaction(id: "${ID}") { ${round(3, ['user { orderTransactions(first: 100) { edges { node {', '} } } }'])} } }`,
    ],
    [
      '100 aliases of a page with events',
      `{ ${times(100, (index) => `a${index}: orderTransactions(first: 100) { edges { node { timeline { id status } } } }`)} }`,
    ],
  ];
}

function pages(...sizes: [string, string, string]): string {
  const [one, two, three] = sizes;
  const variables = one.startsWith('$') ? '($first: Int! = 100)' : '';
  return `query${variables} {
    orderTransactions(first: ${one}) { edges { node { user { orderTransactions(first: ${two}) { edges { node { user {
      orderTransactions(first: ${three}) { edges { node { id } } }
    } } } } } } } }
  }`;
}

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

function measure(query: string, variables: Record<string, unknown> = {}): OperationMeasure {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document has no operation');
  return measureOperation({ schema, document, operation, variables });
}

/**
 * A selection of every field of a type and of the included types below it. It omits the types that lead here, and
 * `nodes`, which repeats `edges`.
 */
function everyField(
  typeName: string,
  leadingHere: readonly string[] = [],
  includes: (typeName: string) => boolean = () => true,
): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} has no fields`);
  const path = [...leadingHere, typeName];
  const fields = Object.values(type.getFields()).map((field) => {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner)) return field.name;
    if (path.includes(inner.name) || !includes(inner.name) || field.name === 'nodes') return '';
    return `${field.name} ${everyField(inner.name, path, includes)}`;
  });
  return `{ __typename ${fields.join(' ')} }`;
}
