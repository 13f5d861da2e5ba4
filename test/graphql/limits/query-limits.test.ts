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
  visit,
} from 'graphql';
import type { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import { poolOf } from '../../../src/database/data-source.js';
import {
  measureQuery,
  type MeasuredOperation,
  type QueryMeasure,
} from '../../../src/graphql/limits/measure-query.js';
import { exceededLimit } from '../../../src/graphql/limits/query-limits.js';
import { buildSchema } from '../../../src/graphql/schema.js';
import { createMirrorReader } from '../../../src/store/read/reader.js';
import { openTestDatabase } from '../../support/database.js';
import { post, startGraphServer, type GraphServer } from '../support/graph-server.js';

const ID = '00000000-0000-4000-8000-000000000000';
const schema = buildSchema();

let database: DataSource;
let pool: Pool;
let graph: GraphServer;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  graph = await startGraphServer({ mirror: createMirrorReader(pool) });
});

afterAll(async () => {
  await graph.close();
  await database.destroy();
});

describe('a query that asks for too much is refused before any statement', () => {
  const nested = (levels: number): string =>
    levels === 0 ? 'id' : `id transaction { orders { ${nested(levels - 1)} } }`;
  const representations = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      __typename: 'Order',
      id: ID.slice(0, -4) + String(1000 + index),
    }));

  const hostile: [
    limit: string,
    what: string,
    query: string,
    variables?: Record<string, unknown>,
  ][] = [
    ['depth', 'nesting', `{ order(id: "${ID}") { ${nested(8)} } }`],
    ['aliases', 'aliases', `{ ${times(101, (index) => `a${index}: order(id: "${ID}") { id }`)} }`],
    ['repeats', 'one field again and again', `{ order(id: "${ID}") { ${'status '.repeat(11)} } }`],
    [
      'directives',
      'directives',
      `{ order(id: "${ID}") { ${times(101, (index) => `...@include(if: true) { ${index % 2 ? 'id' : 'lab'} }`)} } }`,
    ],
    ['cost', 'pages within pages', pages('100', '100', '100')],
    ['cost', 'pages that variables size', pages('$first', '$first', '$first'), { first: 100 }],
    [
      'cost',
      'pages in fragments',
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
      'representations by several fields',
      'query($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }',
      { r: representations(251) },
    ],
  ];

  it.each(hostile.map(([limit, what, ...asked]) => ({ limit, what, asked })))(
    '$limit: $what',
    async ({ limit, asked: [query, variables] }) => {
      const statements = jest.spyOn(pool, 'query');
      const answer = await post(graph.url, JSON.stringify({ query, variables }));
      const count = statements.mock.calls.length;
      statements.mockRestore();

      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({
        errors: [
          {
            message: expect.stringContaining(`limit of ${limit} `) as string,
            extensions: { code: 'LIMIT_EXCEEDED' },
          },
        ],
      });
      expect(count).toBe(0);
    },
  );

  it('is found out without counting it all, where fragments double sixty times', () => {
    const fragments = times(
      60,
      (index) => `fragment F${index} on Order { ...F${index + 1} ...F${index + 1} }`,
    );
    const query = `{ order(id: "${ID}") { ...F0 } } ${fragments} fragment F60 on Order { id }`;

    expect(exceededLimit(operationOf(query))).toMatchObject({
      extensions: { code: 'LIMIT_EXCEEDED' },
    });
  });
});

describe('the largest honest needs', () => {
  const honest: Record<string, [query: string, variables?: Record<string, unknown>]> = {
    'all of 100 transactions, as a gateway asks for them': [
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on OrderTransaction ${everyField('OrderTransaction')} } }`,
      { r: Array(100).fill({ __typename: 'OrderTransaction', id: ID }) },
    ],
    'all events of what 500 rows of another subgraph refer to': [
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on OrderTransaction {
        id status orders { id origin status phase events { id status createdAt } } timeline { id status }
      } } }`,
      { r: Array(500).fill({ __typename: 'OrderTransaction', id: ID }) },
    ],
    'a page of 20 transactions of each of 100 people': [
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { orderTransactions(first: 20) {
        edges { node { id status updatedAt orders { id status phase origin createdAt } } }
      } } } }`,
      { r: Array(100).fill({ __typename: 'User', id: 'user-a' }) },
    ],
    'all of a page of 100 transactions': [
      `{ orderTransactions(first: 100) ${everyField('OrderTransactionConnection')} }`,
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

  it.each(Object.entries(honest))('pass: %s', (_what, [query, variables]) => {
    expect(validate(schema, parse(query))).toEqual([]);
    expect(exceededLimit(operationOf(query, variables))).toBeNull();
  });

  it('are what stands beside the limits', () => {
    const measures = Object.values(honest).map(([query, variables = {}]) =>
      measureQuery(operationOf(query, variables), () => false),
    );
    const largest = (name: keyof QueryMeasure) => Math.max(...measures.map((it) => it[name]));

    expect({
      depth: largest('depth'),
      aliases: largest('aliases'),
      directives: largest('directives'),
      repeats: largest('repeats'),
      representations: largest('representations'),
      cost: largest('cost'),
    }).toEqual({
      depth: 10,
      aliases: 50,
      directives: 50,
      repeats: 1,
      representations: 500,
      cost: 82_801,
    });
  });

  it('are what stands beside the limits of what is read', () => {
    const asked = Object.values(honest);

    expect({
      bodyBytes: Math.max(
        ...asked.map(([query, variables]) => JSON.stringify({ query, variables }).length),
      ),
      tokens: Math.max(...asked.map(([query]) => countTokens(query))),
      selections: Math.max(...asked.map(([query]) => countSelections(query))),
    }).toEqual({ bodyBytes: 39_232, tokens: 789, selections: 640 });
  });
});

/** As the lexer of GraphQL counts them. */
function countTokens(query: string): number {
  const lexer = new Lexer(new Source(query));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens++;
  return tokens;
}

/** None of the queries has named fragments. */
function countSelections(query: string): number {
  let selections = 0;
  const count = () => {
    selections++;
  };
  visit(parse(query), { Field: count, InlineFragment: count });
  return selections;
}

function pages(...sizes: [string, string, string]): string {
  const [one, two, three] = sizes;
  const variables = one.startsWith('$') ? '($first: Int!)' : '';
  return `query${variables} {
    orderTransactions(first: ${one}) { edges { node { user { orderTransactions(first: ${two}) { edges { node { user {
      orderTransactions(first: ${three}) { edges { node { id } } }
    } } } } } } } }
  }`;
}

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

function operationOf(query: string, variables: Record<string, unknown> = {}): MeasuredOperation {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the document holds no operation');
  return { schema, document, operation, variables };
}

/** A selection of every field of a type and of the types beneath it, but not back to a type that leads here. */
function everyField(typeName: string, leadingHere: readonly string[] = []): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} has no fields`);
  const path = [...leadingHere, typeName];
  const fields = Object.values(type.getFields()).map((field) => {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner)) return field.name;
    return path.includes(inner.name) ? '' : `${field.name} ${everyField(inner.name, path)}`;
  });
  return `{ __typename ${fields.join(' ')} }`;
}
