import fc from 'fast-check';
import {
  execute,
  getOperationAST,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldConfigMap,
} from 'graphql';
import type { Pool, QueryConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { GATEWAY, NOBODY, type Viewer } from '../../src/access/viewer.js';
import { poolOf } from '../../src/database/data-source.js';
import type { ReadDatabase } from '../../src/database/replicas.js';
import { askedFieldsOf } from '../../src/graphql/asked-fields.js';
import { breadthFirst } from '../../src/graphql/breadth-first/execution.js';
import type { RequestContext } from '../../src/graphql/context.js';
import { loadingResolver } from '../../src/graphql/loaded.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { UpstreamError } from '../../src/junction/upstream-error.js';
import { createMirrorReader } from '../../src/store/read/reader.js';
import { readLabResults } from '../../src/results/read-results.js';
import {
  insertTwoPatients,
  ORDERS,
  TRANSACTIONS,
  USER_A,
  USER_B,
} from '../access/support/two-patients.js';
import { openTestDatabase } from '../support/database.js';
import { UNKNOWN_ID } from './support/mirror-rows.js';
import { randomOperation } from './support/random-operation.js';
import { contextOver } from './support/request-context.js';

const schema = buildSchema();
const executeQuickly = breadthFirst(schema);

const VIEWERS: readonly Viewer[] = [
  GATEWAY,
  { ...NOBODY, name: 'a', userId: USER_A },
  { ...NOBODY, name: 'b', userId: USER_B },
  NOBODY,
];
const IDS = [...Object.values(TRANSACTIONS), ...Object.values(ORDERS), UNKNOWN_ID];
const VALUES = {
  id: [...IDS, 'no uuid'],
  userId: [USER_A, USER_B, 'user-c', ''],
  first: [1, 2, 20, 0],
  after: ['no cursor'],
  status: [['ACTIVE'], ['COMPLETED', 'UNKNOWN'], []],
  changedAfter: ['2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
  orderBy: ['CREATED_ASC', 'CREATED_DESC'],
  representations: [
    IDS.map((id) => ({ __typename: 'OrderTransaction', id })),
    IDS.map((id) => ({ __typename: 'Order', id })),
    [
      { __typename: 'User', id: USER_A },
      { __typename: 'Order', id: 'no uuid' },
      { __typename: 'User' },
    ],
    [
      { __typename: 'Order', id: ORDERS.initialOfA },
      { __typename: 'OrderEvent', id: '1' },
    ],
    [],
  ],
};
/** Each link to a PDF is sealed anew. */
const OMITTED = new Set(['OrderTransaction.resultsPdf', 'Query._service']);

const RESULTS = readLabResults({
  metadata: { laboratory: 'Labcorp', date_reported: '2026-03-09T08:00:00Z' },
  results: [
    { name: 'Glucose', slug: 'glucose', type: 'numeric', result: '5.1', value: 5.1 },
    { name: 'Comment', type: 'comment', result: 'see above', source_sample_id: 'sample-a' },
  ],
  missing_results: [{ name: 'Ferritin', slug: 'ferritin' }],
});

let database: DataSource;
let pool: Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  await insertTwoPatients(pool);
  // A value in each column, so that it shows when one is not read.
  await pool.query(`
    UPDATE lab_order SET collection_method = 'walk_in_test', lab = 'Labcorp', test_name = 'Panel',
      sample_id = 'sample-a', interpretation = 'abnormal', has_missing_results = true,
      expected_result_by = '2026-03-12', created_at = '2026-03-03T09:26:51Z', updated_at = '2026-03-05T00:00:00Z'`);
  await pool.query(`UPDATE order_transaction SET raw_status = 'active', updated_at = '2026-03-05'`);
});

afterAll(() => database.destroy());

describe('executing queries level by level', () => {
  it('answers what graphql-js would, and leaves every error to it', async () => {
    const failed = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.constantFrom(...VIEWERS), async (random, viewer) => {
        const { query, variables } = randomOperation(schema, VALUES, OMITTED, random);
        const document = parse(query);
        // One name for two fields: the only mistake that is made.
        fc.pre(validate(schema, document).length === 0);

        const { data, errors } = await execute({
          schema,
          document,
          variableValues: variables,
          contextValue: contextOf(viewer),
        });
        const quick = await quickAnswer(document, viewer, variables);

        expect(JSON.stringify(quick)).toBe(JSON.stringify(errors ? null : data));
        failed.add(errors !== undefined);
      }),
      { numRuns: 300 },
    );
    // Without either among them, little would be compared.
    expect(failed).toEqual(new Set([true, false]));
  });

  it('leaves it to graphql-js with all that was read', async () => {
    const { asked, database } = watched();
    const document = parse(`{
      order(id: "${ORDERS.onlyOfB}") { id lab transaction { id status } results { status } }
    }`);
    const context = contextOf(GATEWAY, database);
    expect(await quickAnswer(document, GATEWAY, {}, context)).toBeNull();
    const { length } = asked;

    const { data, errors } = await execute({ schema, document, contextValue: context });

    expect(data).toMatchObject({
      order: { lab: 'Labcorp', transaction: { id: TRANSACTIONS.ofB }, results: null },
    });
    expect(errors).toHaveLength(1);
    expect(asked).toHaveLength(length);
  });

  it('asks once for what cannot be read, and lets graphql-js tell', async () => {
    const lost = new Error('the connection is lost');
    const query = jest.fn(() => Promise.reject(lost));
    const document = parse(`{
      order(id: "${ORDERS.onlyOfB}") { id }
      _entities(representations: [{ __typename: "Order", id: "${ORDERS.onlyOfB}" }]) { __typename }
    }`);
    const context = contextOf(GATEWAY, { query });
    expect(await quickAnswer(document, GATEWAY, {}, context)).toBeNull();

    const { errors } = await execute({ schema, document, contextValue: context });

    expect(errors?.map(({ originalError }) => originalError)).toEqual([lost, lost]);
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('reads what is alike once for a whole level', async () => {
    const { asked, database } = watched();
    const document = parse(`{
      _entities(representations: [
        { __typename: "OrderTransaction", id: "${TRANSACTIONS.ofA}" }
        { __typename: "OrderTransaction", id: "${TRANSACTIONS.ofB}" }
        { __typename: "Order", id: "${ORDERS.ofNobody}" }
      ]) {
        ... on OrderTransaction { orders { id transaction { initialOrder { id } } } }
        ... on Order { transaction { redrawOrder { id } } }
      }
    }`);

    expect(await quickAnswer(document, GATEWAY, {}, contextOf(GATEWAY, database))).not.toBeNull();

    // Transactions with their orders, the order with its transaction, then the orders of that.
    expect(asked).toHaveLength(3);
  });

  it('reads no column that only fields show which nobody asked for', async () => {
    const { asked, database } = watched();
    const document = parse(`{ order(id: "${ORDERS.onlyOfB}") { id testName } }`);

    await quickAnswer(document, GATEWAY, {}, contextOf(GATEWAY, database));

    const [statement] = asked;
    expect(statement?.text).toContain('found."testName"');
    expect(statement?.text).not.toContain('found."lab"');
  });

  it.each([
    ['introspection', '{ __schema { queryType { name } } }'],
    ['a response name that is no property', `{ __proto__: __typename }`],
  ])('leaves %s to graphql-js', async (_what, query) => {
    expect(await quickAnswer(parse(query), GATEWAY)).toBeNull();
  });

  it('waits for promises, also in lists', async () => {
    const late = { type: STRINGS, resolve: () => Promise.resolve([Promise.resolve('a'), 'b']) };

    expect(await answerOf({ late })).toBe('{"late":["a","b"]}');
  });

  it('begins what takes its time while others are read, and shows fields in their order', async () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const from = { load: () => ({}), readAhead: () => begun };
    const read = loadingResolver((_loaders, _parent, _args, list) => {
      list.add({ from, id: 'id' });
      return () => ['a'];
    });
    const slow = () => {
      begin();
      return Promise.resolve(['b']);
    };
    const fields = {
      read: { type: STRINGS, resolve: read },
      slow: { type: STRINGS, resolve: slow },
    };
    expect(await answerOf(fields)).toBe('{"read":["a"],"slow":["b"]}');
  });
});

const STRINGS = new GraphQLList(GraphQLString);

/** What is sent when all these fields are asked for. */
async function answerOf(fields: GraphQLFieldConfigMap<unknown, RequestContext>): Promise<string> {
  const query = new GraphQLObjectType({ name: 'Query', fields });
  const document = parse(`{ ${Object.keys(fields).join(' ')} }`);
  const operation = operationOf(document);
  const context = contextOf(GATEWAY);
  const execution = breadthFirst(new GraphQLSchema({ query }));
  return JSON.stringify(await execution({ document, operation, variables: {}, context }));
}

async function quickAnswer(
  document: DocumentNode,
  viewer: Viewer,
  variables: Readonly<Record<string, unknown>> = {},
  context: RequestContext = contextOf(viewer),
): Promise<unknown> {
  context.asked.fields = askedFieldsOf(document);
  return executeQuickly({ document, operation: operationOf(document), variables, context });
}

/** The database, and what was asked of it. */
function watched() {
  const asked: QueryConfig[] = [];
  const database: ReadDatabase = {
    query: (statement) => {
      asked.push(statement);
      return pool.query(statement);
    },
  };
  return { asked, database };
}

function contextOf(viewer: Viewer, from: ReadDatabase = pool): RequestContext {
  const results = {
    find: (_kind: unknown, ids: readonly string[]) => Promise.resolve(ids.map(resultsOf)),
  };
  return contextOver({ mirror: createMirrorReader(from), results }, viewer);
}

/** Some have results, some none yet, and some fail. */
function resultsOf(id: string) {
  if (id === TRANSACTIONS.ofNobody || id === ORDERS.ofNobody) return null;
  return id === ORDERS.onlyOfB ? new UpstreamError('UPSTREAM_UNAVAILABLE', 'away') : RESULTS;
}

function operationOf(document: DocumentNode) {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the document has no operation');
  return operation;
}
