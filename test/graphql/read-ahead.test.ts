import fc from 'fast-check';
import {
  execute,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { pino } from 'pino';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { GATEWAY, NOBODY, type Viewer } from '../../src/access/viewer.js';
import { poolOf } from '../../src/database/data-source.js';
import { createContext } from '../../src/graphql/context.js';
import { newNote } from '../../src/graphql/operation-note.js';
import { createReadAhead } from '../../src/graphql/read-ahead.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { UpstreamError } from '../../src/junction/upstream-error.js';
import { createMirrorReader } from '../../src/orders/store/reader.js';
import {
  insertTwoPatients,
  ORDERS,
  TRANSACTIONS,
  USER_A,
  USER_B,
} from '../access/support/two-patients.js';
import { openTestDatabase } from '../support/database.js';
import { NOTHING_REACHABLE } from './support/graph-server.js';
import { UNKNOWN_ID } from './support/mirror-rows.js';
import { randomOperation, type RandomOperation } from './support/random-operation.js';

const schema = buildSchema();
const readAhead = createReadAhead(schema);
const log = pino({ level: 'silent' });

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

let database: DataSource;
let pool: Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  await insertTwoPatients(pool);
});

afterAll(() => database.destroy());

describe('reading ahead', () => {
  it('changes no answer', async () => {
    const failed = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.constantFrom(...VIEWERS), async (random, viewer) => {
        const operation = randomOperation(schema, VALUES, OMITTED, random);
        const document = parse(operation.query);
        // One name for two fields: the only mistake that is made.
        fc.pre(validate(schema, document).length === 0);

        const expected = await answer(document, operation, viewer, false);
        const actual = await answer(document, operation, viewer, true);

        expect(actual).toEqual(expected);
        failed.add(expected.errors.length > 0);
      }),
      { numRuns: 200 },
    );
    // Without errors among them, little would be compared.
    expect(failed).toEqual(new Set([true, false]));
  });

  it('leaves nothing to wait for where it knows all that is loaded', async () => {
    const document = parse(`{
      _entities(representations: [
        { __typename: "OrderTransaction", id: "${TRANSACTIONS.ofA}" }
        { __typename: "Order", id: "${ORDERS.onlyOfB}" }
        { __typename: "User", id: "${USER_A}" }
      ]) {
        ... on OrderTransaction { status orders { transaction { initialOrder { id } } events { id } } user { id } }
        ... on Order { parent { id } transaction { id redrawOrder { id } } }
        ... on User { orderTransactions(first: 2) { edges { node { orders { id } } } } }
      }
      orderTransactions { edges { node { orders { id } } } }
    }`);
    const context = contextOf(GATEWAY);
    await readAhead({ document, operation: operationOf(document), variables: {}, context });

    const result = execute({ schema, document, contextValue: context });

    expect(result).not.toBeInstanceOf(Promise);
    expect((result as ExecutionResult).errors).toBeUndefined();
  });

  it('fails where the execution would, once', async () => {
    const lost = new Error('the connection is lost');
    const query = jest.fn(() => Promise.reject(lost));
    const document = parse(`{ order(id: "${ORDERS.onlyOfB}") { id } }`);
    const context = contextOf(GATEWAY, { query });
    await readAhead({ document, operation: operationOf(document), variables: {}, context });

    const { data, errors } = await execute({ schema, document, contextValue: context });

    expect(data).toEqual({ order: null });
    expect(errors?.map(({ originalError }) => originalError)).toEqual([lost]);
    expect(query).toHaveBeenCalledTimes(1);
  });
});

async function answer(
  document: DocumentNode,
  { variables }: RandomOperation,
  viewer: Viewer,
  ahead: boolean,
): Promise<{ data: unknown; errors: unknown[] }> {
  const context = contextOf(viewer);
  if (ahead) await readAhead({ document, operation: operationOf(document), variables, context });
  const { data, errors = [] } = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: context,
  });
  const told = errors.map(({ message, path, extensions }) => ({ message, path, extensions }));
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    // They come as fields fail, which is sooner for what is there.
    errors: told.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

function contextOf(viewer: Viewer, from: Parameters<typeof createMirrorReader>[0] = pool) {
  const mirror = createMirrorReader(from);
  const results = {
    find: (_kind: unknown, ids: readonly string[]) =>
      Promise.resolve(ids.map(() => new UpstreamError('UPSTREAM_UNAVAILABLE', 'away'))),
  };
  const sources = {
    ...NOTHING_REACHABLE,
    mirror,
    results,
    fresh: { mirror, results },
    audit: { record: () => Promise.resolve() },
  };
  return createContext(sources, { viewer, requestId: 'request', note: newNote(), log });
}

function operationOf(document: DocumentNode) {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the document has no operation');
  return operation;
}
