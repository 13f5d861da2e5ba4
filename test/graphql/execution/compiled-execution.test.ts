import fc from 'fast-check';
import {
  execute,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { GATEWAY, UNAUTHENTICATED_VIEWER, type Viewer } from '../../../src/access/viewer.js';
import type { RequestContext } from '../../../src/graphql/context.js';
import { OperationCompiler } from '../../../src/graphql/execution/compiler.js';
import { withoutErrorsUnderNull } from '../../../src/graphql/execution/errors-under-null.js';
import { buildSchema } from '../../../src/graphql/schema.js';
import { UpstreamError } from '../../../src/junction/upstream-error.js';
import { readLabResults } from '../../../src/results/read-results.js';
import { createMirrorReads, type OrderRow } from '../../../src/store/read/index.js';
import {
  insertTwoPatients,
  ORDERS,
  TRANSACTIONS,
  USER_A,
  USER_B,
} from '../../access/support/two-patients.js';
import { startGraphServer } from '../support/graph-server.js';
import { UNKNOWN_ID } from '../support/mirror-rows.js';
import { randomOperation } from '../support/random-operation.js';
import { contextOver } from '../support/request-context.js';
import { useTestDatabase } from '../../support/use-database.js';

const schema = buildSchema();

const VIEWERS: readonly Viewer[] = [
  GATEWAY,
  { ...UNAUTHENTICATED_VIEWER, name: 'a', userId: USER_A },
  { ...UNAUTHENTICATED_VIEWER, name: 'b', userId: USER_B },
  UNAUTHENTICATED_VIEWER,
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
/** Each link to a PDF is sealed with a new random value. */
const OMITTED = new Set(['OrderTransaction.resultsPdf', 'Query._service']);

const RESULTS = readLabResults({
  metadata: { laboratory: 'Labcorp', date_reported: '2026-03-09T08:00:00Z' },
  results: [
    { name: 'Glucose', slug: 'glucose', type: 'numeric', result: '5.1', value: 5.1 },
    { name: 'Comment', type: 'comment', result: 'see above', source_sample_id: 'sample-a' },
  ],
  missing_results: [{ name: 'Ferritin', slug: 'ferritin' }],
});

const { dataSource, pool } = useTestDatabase();

beforeAll(async () => {
  await insertTwoPatients(pool);
  // A value in each column, so that a column that was not read is detected.
  await dataSource.query(`
    UPDATE lab_order SET collection_method = 'walk_in_test', lab = 'Labcorp', test_name = 'Panel',
      sample_id = 'sample-a', interpretation = 'abnormal', has_missing_results = true,
      expected_result_by = '2026-03-12', created_at = '2026-03-03T09:26:51Z', updated_at = '2026-03-05T00:00:00Z'`);
  await dataSource.query(
    `UPDATE order_transaction SET raw_status = 'active', updated_at = '2026-03-05'`,
  );
});

it('returns for a compiled operation what graphql-js returns', async () => {
  const failed = new Set<boolean>();
  const options = { schema, values: VALUES, omitted: OMITTED, directives: false };
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.constantFrom(...VIEWERS), async (random, viewer) => {
      const { query, variables } = randomOperation(options, random);
      const document = parse(query);
      // One name for two different fields: the only mistake of random operations.
      fc.pre(validate(schema, document).length === 0);

      const interpreted = await execute({
        schema,
        document,
        variableValues: variables,
        contextValue: contextOf(viewer),
      });
      const compiled = await executeCompiled(document, viewer, variables);

      expect(comparable(compiled)).toEqual(comparable(interpreted));
      expect(JSON.stringify(compiled.data)).toBe(JSON.stringify(interpreted.data));
      failed.add(interpreted.errors !== undefined);
    }),
    { numRuns: 150, endOnFailure: true, includeErrorInReport: false },
  );
  // The comparison is meaningful only when some operations fail and some succeed.
  expect(failed).toEqual(new Set([true, false]));
});

it('answers an operation the same way, however it is executed', async () => {
  const graph = await startGraphServer({
    mirror: createMirrorReads(pool),
    results: { find: (_kind, ids) => Promise.resolve(ids.map(resultsOf)) },
  });
  const query = `query($ids: [_Any!]!) {
    _entities(representations: $ids) { ... on Order @DIRECTIVE { id lab results { status } } }
    wrong: order(id: "no uuid") { id }
  }`;
  const ids = [ORDERS.initialOfA, ORDERS.onlyOfB].map((id) => ({ __typename: 'Order', id }));

  const compiled = await graph.ask(query.replace('@DIRECTIVE', ''), { ids });
  const interpreted = await graph.ask(query.replace('@DIRECTIVE', '@include(if: true)'), { ids });
  const log = graph.log.filter((line) => line.includes('a field failed'));
  await graph.close();

  expect(withoutLocations(compiled)).toEqual(withoutLocations(interpreted));
  expect(compiled).toMatchObject({
    data: { _entities: [{ results: { status: 'UNKNOWN' } }, { lab: 'Labcorp', results: null }] },
    errors: [
      { path: ['wrong'], extensions: { code: 'BAD_USER_INPUT' } },
      { path: ['_entities', 1, 'results'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } },
    ],
  });
  expect(log).toHaveLength(2);
});

it('does not execute a failing field again', async () => {
  const find = jest.fn((_kind: unknown, ids: readonly string[]) =>
    Promise.resolve(ids.map(resultsOf)),
  );
  const mirror = createMirrorReads(pool);
  const graph = await startGraphServer({ mirror, results: { find } });

  const { errors } = await graph.ask(`{ order(id: "${ORDERS.onlyOfB}") { results { status } } }`);
  await graph.close();

  expect(errors).toHaveLength(1);
  expect(find).toHaveBeenCalledTimes(1);
});

async function executeCompiled(
  document: DocumentNode,
  viewer: Viewer,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  const compiler = new OperationCompiler(schema, { operations: 1, executions: 0, intervalMs: 0 });
  const operation = getOperationAST(document);
  const compiled = operation && compiler.find(document, operation);
  if (!compiled) throw new Error('the operation was not compiled');
  return compiled.query(undefined, contextOf(viewer), variables);
}

/**
 * Normalizes results, so that results that the specification permits alternatively are equal. The order of errors is
 * not specified, nor which of two errors below one null is reported.
 */
function comparable({ data, errors = [] }: ExecutionResult): unknown {
  const reported = withoutErrorsUnderNull(
    data,
    errors.map((error) => error.toJSON()),
  );
  const text = reported.map(({ path = [], message }) => {
    const position = path.slice(0, lengthToNull(data, path));
    return JSON.stringify(position.length === path.length ? [path, message] : [position]);
  });
  return { data, errors: text.sort() };
}

function lengthToNull(data: unknown, path: readonly (string | number)[]): number {
  let value = data;
  for (const [length, key] of path.entries()) {
    if (value === null) return length;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return path.length;
}

function withoutLocations({ data, errors = [] }: Awaited<ReturnType<GraphServerAsk>>): unknown {
  return {
    data,
    errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })),
  };
}

type GraphServerAsk = Awaited<ReturnType<typeof startGraphServer>>['ask'];

function contextOf(viewer: Viewer): RequestContext {
  const results = {
    find: (_kind: unknown, ids: readonly string[]) => Promise.resolve(ids.map(resultsOf)),
  };
  const mirror = createMirrorReads(pool);
  const context = contextOver({ mirror, results }, viewer);
  const eventsOfOrder = async (order: OrderRow) => {
    // The field is not nullable, so the error propagates to its parent.
    if (order.id === ORDERS.redrawOfA) throw new Error('the events cannot be read');
    return context.loaders.eventsOfOrder(order);
  };
  return { ...context, loaders: { ...context.loaders, eventsOfOrder } };
}

/** Some records have results, some have none yet, and some fail. */
function resultsOf(id: string) {
  if (id === TRANSACTIONS.ofNobody || id === ORDERS.ofNobody) return null;
  return id === ORDERS.onlyOfB ? new UpstreamError('UPSTREAM_UNAVAILABLE', 'away') : RESULTS;
}
