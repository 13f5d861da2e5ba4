import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { GATEWAY, NOBODY, type Viewer } from '../../src/access/viewer.js';
import { poolOf } from '../../src/database/data-source.js';
import type {
  AskedFields,
  MirrorReader,
  TransactionPage,
} from '../../src/store/read/read-model.js';
import { FIND_LIMITS, MOST_PREPARED, QUESTION_SIZE } from '../../src/store/read/finder.js';
import { createMirrorReader } from '../../src/store/read/reader.js';
import {
  insertTwoPatients,
  ORDERS,
  TRANSACTIONS,
  USER_A,
  USER_B,
} from '../access/support/two-patients.js';
import { insertOrder, insertTransaction, UNKNOWN_ID } from '../graphql/support/mirror-rows.js';
import { openTestDatabase, testDatabaseUrl } from '../support/database.js';

const A: Viewer = { ...NOBODY, name: 'a', userId: USER_A };
const B: Viewer = { ...NOBODY, name: 'b', userId: USER_B };
const VIEWERS = [A, B, { ...A, name: 'a again' }, GATEWAY, NOBODY];
const WITHOUT_ORDERS = 'c0000000-0000-4000-8000-000000000000';
const WITHOUT_TRANSACTION = 'c1000000-0000-4000-8000-000000000000';
const IDS = [
  ...Object.values(TRANSACTIONS),
  ...Object.values(ORDERS),
  ...[WITHOUT_ORDERS, WITHOUT_TRANSACTION, UNKNOWN_ID],
];

const PAGES: TransactionPage[] = [
  { statuses: null, changedAfter: null, after: null, limit: 1 },
  { statuses: ['active'], changedAfter: null, after: null, limit: 20 },
];

let database: DataSource;
let pool: Pool;
let mirror: MirrorReader;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  mirror = createMirrorReader(pool);
  await insertTwoPatients(pool);
  await insertTransaction(pool, { id: WITHOUT_ORDERS });
  await insertOrder(pool, { id: WITHOUT_TRANSACTION, transaction_id: null, user_id: USER_A });
});

afterAll(() => database.destroy());

const methods = [
  'findTransactions',
  'findOrders',
  'findOrdersOfTransactions',
  'findEventsOfOrders',
] as const;

describe.each(methods)('%s, asked by several at the same moment,', (method) => {
  it('gives each what it gives them alone', async () => {
    const question = fc.record({
      viewer: fc.constantFrom(...VIEWERS),
      ids: fc.uniqueArray(fc.constantFrom(...IDS)),
    });
    const find = ({ viewer, ids }: { viewer: Viewer; ids: string[] }) =>
      mirror[method](viewer, ids);
    await compareWithAlone(fc.array(question, { maxLength: 40 }), find, (together, alone) => {
      expect(together).toEqual(alone);
    });
  });

  it('is one statement', async () => {
    const statements = jest.spyOn(pool, 'query');

    await Promise.all(VIEWERS.map((viewer) => mirror[method](viewer, IDS)));

    expect(statements).toHaveBeenCalledTimes(1);
    statements.mockRestore();
  });

  it('is more than one statement where that would be too wide', async () => {
    const statements = jest.spyOn(pool, 'query');
    const length = FIND_LIMITS.batchSize / 2 - QUESTION_SIZE;
    const ids = Array.from({ length }, () => randomUUID());

    await Promise.all([0, 1, 2].map(() => mirror[method](GATEWAY, ids)));

    expect(statements).toHaveBeenCalledTimes(2);
    statements.mockRestore();
  });

  it('fails for whom it fails alone', async () => {
    // Postgres knows no text with the character NUL.
    const impossible = { ...A, userId: 'user\0a' };

    const outcomes = await Promise.allSettled(
      [A, impossible, B].map((viewer) => mirror[method](viewer, IDS)),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('each id', () => {
  const nowhere = randomUUID();
  const ids = [TRANSACTIONS.ofB, nowhere, TRANSACTIONS.ofA, TRANSACTIONS.mixed, TRANSACTIONS.ofB];

  it('has its own transaction for an answer, at its own place', async () => {
    const found = await mirror.findTransactions(A, ids);
    expect(found.map((row) => row && row.id)).toEqual([
      null,
      null,
      TRANSACTIONS.ofA,
      TRANSACTIONS.mixed,
      null,
    ]);
    const all = await mirror.findTransactions(GATEWAY, ids);
    expect(all.map((row) => row && row.id)).toEqual(ids.map((id) => (id === nowhere ? null : id)));
  });

  it('has the orders of its own transaction', async () => {
    const found = await mirror.findOrdersOfTransactions(GATEWAY, ids);
    const transactionIds = found.map((orders) => [
      ...new Set(orders.map(({ transactionId }) => transactionId)),
    ]);
    expect(transactionIds).toEqual(ids.map((id) => (id === nowhere ? [] : [id])));
  });
});

describe.each(VIEWERS.map((viewer) => ({ viewer, name: JSON.stringify(viewer) })))(
  'what comes along, for $name',
  ({ viewer }) => {
    const fields = new Set(['orders', 'transaction', 'lab']);
    const [, page] = PAGES as [TransactionPage, TransactionPage];

    it('is the orders of transactions, as they are found by themselves', async () => {
      const transactions = await mirror.findTransactions(viewer, IDS, fields);
      const orders = await mirror.findOrdersOfTransactions(viewer, IDS, fields);

      expect(transactions.map((row) => row?.orders ?? [])).toEqual(orders);
    });

    it('is the transaction of orders, as it is found by itself', async () => {
      const orders = (await mirror.findOrders(viewer, IDS, fields)).filter((row) => row !== null);
      // One of them has none, which nobody finds.
      const ids = orders.map(({ transactionId }) => transactionId ?? randomUUID());
      const transactions = await mirror.findTransactions(viewer, ids, new Set());

      expect(orders.map(({ transaction }) => transaction)).toEqual(transactions);
    });

    it('is the orders of a page, of all and of each user', async () => {
      const pages = [
        await mirror.listTransactions(viewer, page, fields),
        ...(await mirror.listTransactionsOfUsers(viewer, [USER_A, USER_B], page, fields)),
      ];
      const without = [
        await mirror.listTransactions(viewer, page),
        ...(await mirror.listTransactionsOfUsers(viewer, [USER_A, USER_B], page)),
      ];
      expect(pages.map(idsOf)).toEqual(without.map(idsOf));
      const transactions = pages.flat();
      const orders = await mirror.findOrdersOfTransactions(viewer, idsOf(transactions), fields);
      expect(transactions.map((row) => row.orders)).toEqual(orders);
    });

    it('is nothing where it is not asked for', async () => {
      const rows = [
        ...(await mirror.findTransactions(viewer, IDS, new Set(['transaction']))),
        ...(await mirror.findOrders(viewer, IDS, new Set(['orders']))),
        ...(await mirror.findTransactions(viewer, IDS)),
      ];
      expect(rows.filter((row) => row && ('orders' in row || 'transaction' in row))).toEqual([]);
    });
  },
);

describe('what comes along', () => {
  const [page] = PAGES as [TransactionPage];
  const asked: AskedFields[] = [
    null,
    new Set(['orders']),
    new Set(['transaction', 'lab']),
    new Set(),
  ];

  it.each(['findTransactions', 'findOrders'] as const)(
    'by %s is there for whoever asks, whatever others ask for at the same moment',
    async (method) => {
      const question = fc.record({
        viewer: fc.constantFrom(...VIEWERS),
        ids: fc.uniqueArray(fc.constantFrom(...IDS)),
        fields: fc.constantFrom(...asked),
      });
      const find = (it: { viewer: Viewer; ids: string[]; fields: AskedFields }) =>
        mirror[method](it.viewer, it.ids, it.fields);
      await compareWithAlone(fc.array(question, { maxLength: 20 }), find, (together, alone) => {
        expect(together).toMatchObject(alone);
      });
    },
  );

  it('is there as well when more differs than is prepared', async () => {
    const reader = createMirrorReader(pool);
    const columns = ['lab', 'testName', 'collectionMethod', 'interpretation', 'createdAt'];
    for (let choice = 0; choice <= MOST_PREPARED; choice++) {
      const chosen = columns.filter((_, index) => (choice >> index) % 2 === 1);
      const fields = new Set(['orders', ...chosen]);
      const [row] = await reader.findTransactions(GATEWAY, [TRANSACTIONS.ofA], fields);
      expect(row?.orders).toHaveLength(2);
      const [[first] = []] = await reader.listTransactionsOfUsers(GATEWAY, [USER_A], page, fields);
      expect(first?.orders?.length).toBeGreaterThan(0);
    }
  });
});

/** Asks questions at the same moment and each by itself, and compares what comes of it. */
function compareWithAlone<Asked>(
  questions: fc.Arbitrary<Asked[]>,
  find: (question: Asked) => Promise<unknown[]>,
  compare: (together: unknown[], alone: unknown[]) => void,
): Promise<void> {
  const property = fc.asyncProperty(questions, async (asked) => {
    const alone: unknown[] = [];
    for (const question of asked) alone.push(await find(question));

    compare(await Promise.all(asked.map(find)), alone);
  });
  return fc.assert(property, { numRuns: 20 });
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

interface Question {
  readonly viewer: Viewer;
  readonly userIds: string[];
  readonly page: TransactionPage;
}

describe('pages of users, asked for by several at the same moment,', () => {
  it('give each what they are given alone', async () => {
    const question = fc.record({
      viewer: fc.constantFrom(...VIEWERS),
      userIds: fc.uniqueArray(fc.constantFrom(USER_A, USER_B, 'user-c')),
      page: fc.constantFrom(...PAGES),
    });
    const list = ({ viewer, userIds, page }: Question) =>
      mirror.listTransactionsOfUsers(viewer, userIds, page);
    await compareWithAlone(fc.array(question, { maxLength: 20 }), list, (together, alone) => {
      expect(together).toEqual(alone);
    });
  });

  it('are one statement for those who may see the same', async () => {
    const statements = jest.spyOn(pool, 'query');
    const [page] = PAGES as [TransactionPage];

    await Promise.all(
      [USER_A, USER_B].map((user) => mirror.listTransactionsOfUsers(GATEWAY, [user], page)),
    );

    expect(statements).toHaveBeenCalledTimes(1);
    statements.mockRestore();
  });
});

describe('a statement for a few ids', () => {
  /** So often Postgres plans a prepared statement for its values, to compare. */
  const COMPARED = 5;
  const [page] = PAGES as [TransactionPage];
  let session: Pool;

  beforeEach(() => (session = new Pool({ connectionString: testDatabaseUrl(), max: 1 })));
  afterEach(() => session.end());

  it.each<[string, (reader: MirrorReader) => Promise<unknown>]>([
    ['transactions', (reader) => reader.findTransactions(GATEWAY, [UNKNOWN_ID])],
    ['orders of a transaction', (reader) => reader.findOrdersOfTransactions(GATEWAY, [UNKNOWN_ID])],
    ['pages of a user', (reader) => reader.listTransactionsOfUsers(GATEWAY, [USER_A], page)],
    [
      'transactions with orders',
      (reader) => reader.findTransactions(GATEWAY, [UNKNOWN_ID], new Set(['orders'])),
    ],
    [
      'orders with their transaction',
      (reader) => reader.findOrders(GATEWAY, [UNKNOWN_ID], new Set(['transaction'])),
    ],
    [
      'pages of a user with orders',
      (reader) => reader.listTransactionsOfUsers(GATEWAY, [USER_A], page, new Set(['orders'])),
    ],
  ])('is not planned anew each time: %s', async (_of, read) => {
    const reader = createMirrorReader(session);
    for (let times = 0; times < COMPARED + 3; times++) await read(reader);

    const { rows } = await session.query(
      `SELECT custom_plans::int AS planned, generic_plans::int AS used FROM pg_prepared_statements`,
    );

    expect(rows).toEqual([{ planned: COMPARED, used: 3 }]);
  });
});
