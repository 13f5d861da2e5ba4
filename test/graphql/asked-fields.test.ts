import {
  getNamedType,
  GraphQLObjectType,
  isLeafType,
  isRequiredArgument,
  parse,
  execute,
} from 'graphql';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { GATEWAY } from '../../src/access/viewer.js';
import { poolOf } from '../../src/database/data-source.js';
import { askedFieldsOf } from '../../src/graphql/asked-fields.js';
import { buildSchema } from '../../src/graphql/schema.js';
import type { MirrorReader, OrderRow, TransactionRow } from '../../src/store/read/read-model.js';
import { createMirrorReader } from '../../src/store/read/reader.js';
import {
  ORDERS as ORDER_ROWS,
  TRANSACTIONS as TRANSACTION_ROWS,
} from '../../src/store/read/row-sources.js';
import { readLabResults } from '../../src/results/read-results.js';
import { insertTwoPatients, ORDERS, TRANSACTIONS, USER_A } from '../access/support/two-patients.js';
import { openTestDatabase } from '../support/database.js';
import { contextOver } from './support/request-context.js';

const schema = buildSchema();
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

/** Queries that come to objects of each type that is made of rows. */
const WAYS_TO: [type: string, query: (selection: string) => string][] = [
  ['OrderTransaction', (it) => `orderTransaction(id: "${TRANSACTIONS.ofA}") { ${it} }`],
  ['OrderTransaction', (it) => `orderTransactions { edges { node { ${it} } } }`],
  [
    'OrderTransaction',
    (it) => `orderTransactions(userId: "${USER_A}") { edges { node { ${it} } } }`,
  ],
  ['Order', (it) => `order(id: "${ORDERS.redrawOfA}") { ${it} }`],
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

const QUERIES = WAYS_TO.flatMap(([type, query]) => selectionsOf(type).map(query));

const results = {
  find: (_kind: unknown, ids: readonly string[]) => Promise.resolve(ids.map(() => RESULTS)),
};

let database: DataSource;
let pool: Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  await insertTwoPatients(pool);
  await pool.query(`UPDATE lab_order SET status = 'completed.walk_in_test.completed'`);
});

afterAll(() => database.destroy());

it.each(QUERIES)('%s works with nothing that was not read for it', async (query) => {
  const document = parse(`{ ${query} }`);
  const context = contextOver({ mirror: guarded(createMirrorReader(pool)), results }, GATEWAY);
  context.asked.fields = askedFieldsOf(document);

  const { data, errors } = await execute({ schema, document, contextValue: context });

  expect(errors).toBeUndefined();
  // Else nobody was asked.
  expect(Object.values(data ?? {})).not.toContain(null);
  expect(JSON.stringify(data)).not.toContain('[]');
});

/** Each field of the type that can be asked for by its name alone. */
function selectionsOf(typeName: string): string[] {
  const type = schema.getType(typeName);
  if (!(type instanceof GraphQLObjectType)) throw new Error(`${typeName} is no type of objects`);
  return Object.values(type.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .map(({ name, type: shown }) =>
      isLeafType(getNamedType(shown)) ? name : `${name} { __typename }`,
    );
}

/** A mirror whose rows fail whoever looks for what was not read. */
function guarded(mirror: MirrorReader): MirrorReader {
  return {
    ...mirror,
    findTransactions: async (...question) =>
      (await mirror.findTransactions(...question)).map((row) => row && guardedTransaction(row)),
    listTransactions: async (...question) =>
      (await mirror.listTransactions(...question)).map(guardedTransaction),
    listTransactionsOfUsers: async (...question) =>
      (await mirror.listTransactionsOfUsers(...question)).map((page) =>
        page.map(guardedTransaction),
      ),
    findOrders: async (...question) =>
      (await mirror.findOrders(...question)).map((row) => row && guardedOrder(row)),
    findOrdersOfTransactions: async (...question) =>
      (await mirror.findOrdersOfTransactions(...question)).map((rows) => rows.map(guardedOrder)),
  };
}

function guardedTransaction(row: TransactionRow): TransactionRow {
  const { orders } = row;
  return guardedRow(orders ? { ...row, orders: orders.map(guardedOrder) } : row, TRANSACTION_ROWS);
}

function guardedOrder(row: OrderRow): OrderRow {
  const { transaction } = row;
  const along = transaction ? { ...row, transaction: guardedTransaction(transaction) } : row;
  return guardedRow(along, ORDER_ROWS);
}

function guardedRow<Row extends object>(row: Row, { columns }: { columns: object }): Row {
  return new Proxy(row, {
    get: (target, property): unknown => {
      if (property in columns && !(property in target)) {
        throw new Error(`${String(property)} was not read`);
      }
      return Reflect.get(target, property);
    },
  });
}
