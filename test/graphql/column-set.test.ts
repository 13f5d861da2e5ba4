import {
  execute,
  getNamedType,
  GraphQLObjectType,
  isLeafType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { GATEWAY } from '../../src/access/viewer.js';
import { createColumnSetChooser } from '../../src/graphql/column-set.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { readLabResults } from '../../src/results/read-results.js';
import {
  createMirrorReads,
  type MirrorReads,
  type OrderRow,
  type TransactionRow,
} from '../../src/store/read/index.js';
import { MIRROR_COLUMNS } from '../../src/store/read/columns.js';
import { insertTwoPatients, ORDERS, TRANSACTIONS, USER_A } from '../access/support/two-patients.js';
import { contextOver } from './support/request-context.js';
import { useTestDatabase } from '../support/use-database.js';

const schema = buildSchema();
const columnSetOf = createColumnSetChooser(schema);
const RESULTS = readLabResults({
  results: [
    {
      name: 'Glucose',
      slug: 'glucose',
      type: 'numeric',
      result: '5.1',
      source_sample_id: 'sample-a',
    },
  ],
  missing_results: [{ name: 'Ferritin', slug: 'ferritin' }],
});

/** Queries that reach objects of each type that is built from rows. */
const PATHS: [type: string, query: (selection: string) => string][] = [
  ['OrderTransaction', (it) => `orderTransaction(id: "${TRANSACTIONS.ofA}") { ${it} }`],
  ['OrderTransaction', (it) => `order(id: "${ORDERS.redrawOfA}") { transaction { ${it} } }`],
  ['OrderTransaction', (it) => `orderTransactions { edges { node { ${it} } } }`],
  [
    'OrderTransaction',
    (it) => `orderTransactions(userId: "${USER_A}") { edges { node { ${it} } } }`,
  ],
  ['Order', (it) => `order(id: "${ORDERS.redrawOfA}") { ${it} }`],
  ['Order', (it) => `orderTransaction(id: "${TRANSACTIONS.ofA}") { redrawOrder { ${it} } }`],
  ['OrderEvent', (it) => `order(id: "${ORDERS.redrawOfA}") { events { ${it} } }`],
  ['OrderTransactionEdge', (it) => `orderTransactions { edges { ${it} } }`],
  ['OrderTransactionEdge', (it) => `orderTransactions(userId: "${USER_A}") { edges { ${it} } }`],
  ['PageInfo', (it) => `orderTransactions { pageInfo { ${it} } }`],
  [
    'BiomarkerResult',
    (it) =>
      `orderTransaction(id: "${TRANSACTIONS.ofA}") { combinedResults { biomarkers { ${it} } } }`,
  ],
];

const QUERIES = PATHS.flatMap(([type, query]) => selectionsOf(type).map(query));

const results = {
  find: (_kind: unknown, ids: readonly string[]) => Promise.resolve(ids.map(() => RESULTS)),
};

const { dataSource, pool } = useTestDatabase();

beforeAll(async () => {
  await insertTwoPatients(pool);
  await dataSource.query(
    `UPDATE lab_order SET status = 'completed.walk_in_test.completed', sample_id = 'sample-a'`,
  );
});

it.each(QUERIES)('%s needs no column that is not read for it', async (query) => {
  const document = parse(`{ ${query} }`);
  const mirror = createMirrorReads(pool);
  const context = contextOver({ mirror: guarded(mirror), results }, GATEWAY, {
    columns: columnSetOf(document),
    fromPrimary: false,
  });

  const { data, errors } = await execute({ schema, document, contextValue: context });

  expect(errors).toBeUndefined();
  // Nulls and empty lists would mean that no row was used.
  expect(Object.values(data ?? {})).not.toContain(null);
  expect(JSON.stringify(data)).not.toContain('[]');
});

it.each([
  ['SUMMARY', '{ orderTransactions { edges { node { id status orders { origin status } } } } }'],
  [
    'SUMMARY',
    '{ order(id: "") { ...F } } fragment F on Order { events { rawStatus order { id } } }',
  ],
  ['FULL', '{ order(id: "") { ...F } } fragment F on Order { transaction { rawStatus } }'],
  ['FULL', '{ a: __typename } query B { order(id: "") { results { status } } }'],
] as const)('%s columns are read for %s', (columns, query) => {
  expect(columnSetOf(parse(query))).toBe(columns);
});

/** A selection of each field of the type that requires no arguments. */
function selectionsOf(typeName: string): string[] {
  const type = schema.getType(typeName);
  if (!(type instanceof GraphQLObjectType)) throw new Error(`${typeName} is no type of objects`);
  return Object.values(type.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .map(({ name, type: fieldType }) =>
      isLeafType(getNamedType(fieldType)) ? name : `${name} { __typename }`,
    );
}

/** Reads whose rows throw when code uses a column that was not read. */
function guarded(mirror: MirrorReads): MirrorReads {
  const { transaction, order } = MIRROR_COLUMNS.FULL;
  const guardOrder = (row: OrderRow): OrderRow =>
    guardRow(
      { ...row, transaction: row.transaction && guardTransaction(row.transaction, false) },
      order.properties,
    );
  const guardTransaction = (row: TransactionRow, withOrders = true): TransactionRow => {
    const members =
      row.members && withOrders
        ? { ...row.members, orders: row.members.orders.map(guardOrder) }
        : row.members;
    return guardRow({ ...row, members }, transaction.properties);
  };
  return {
    ...mirror,
    findTransactions: async (...args) =>
      (await mirror.findTransactions(...args)).map((row) => row && guardTransaction(row)),
    findOrders: async (...args) =>
      (await mirror.findOrders(...args)).map((row) => row && guardOrder(row)),
    findEvents: (...args) => mirror.findEvents(...args),
    findOrdered: (...args) => mirror.findOrdered(...args),
    findAppointments: (...args) => mirror.findAppointments(...args),
    listTransactions: async (...args) =>
      (await mirror.listTransactions(...args)).map((row) => guardTransaction(row)),
    listTransactionsOfUsers: async (...args) =>
      (await mirror.listTransactionsOfUsers(...args)).map((page) =>
        page.map((row) => guardTransaction(row)),
      ),
  };
}

function guardRow<Row extends object>(row: Row, columns: readonly string[]): Row {
  return new Proxy(row, {
    get: (target, property): unknown => {
      if (columns.includes(String(property)) && !(property in target)) {
        throw new Error(`${String(property)} was not read`);
      }
      return Reflect.get(target, property);
    },
  });
}
