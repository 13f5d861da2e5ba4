import fc from 'fast-check';
import { Pool, type QueryConfig } from 'pg';
import { randomUUID } from 'node:crypto';
import { GATEWAY, UNAUTHENTICATED_VIEWER, type Viewer } from '../../src/access/viewer.js';
import type { ReadDatabase } from '../../src/database/read-database.js';
import {
  createMirrorReads,
  type MirrorReads,
  type TransactionPage,
} from '../../src/store/read/index.js';
import {
  insertTwoPatients,
  ORDERS,
  TRANSACTIONS,
  USER_A,
  USER_B,
} from '../access/support/two-patients.js';
import { insertOrder, insertTransaction, UNKNOWN_ID } from '../graphql/support/mirror-rows.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { useTestDatabase } from '../support/use-database.js';

const A: Viewer = { ...UNAUTHENTICATED_VIEWER, name: 'a', userId: USER_A };
const B: Viewer = { ...UNAUTHENTICATED_VIEWER, name: 'b', userId: USER_B };
const VIEWERS = [A, B, GATEWAY, UNAUTHENTICATED_VIEWER];
const WITHOUT_ORDERS = 'c0000000-0000-4000-8000-000000000000';
const WITHOUT_TRANSACTION = 'c1000000-0000-4000-8000-000000000000';
const IDS = [
  ...Object.values(TRANSACTIONS),
  ...Object.values(ORDERS),
  ...[WITHOUT_ORDERS, WITHOUT_TRANSACTION, UNKNOWN_ID],
];
const USERS = [USER_A, USER_B, 'user-c'];
const PAGE: TransactionPage = { statuses: null, changedAfter: null, after: null, limit: 20 };
const PAGES = [PAGE, { ...PAGE, limit: 1 }, { ...PAGE, statuses: ['active' as const] }];

interface Read {
  readonly method: Method;
  readonly viewer: Viewer;
  readonly ids: string[];
  readonly userIds: string[];
  readonly page: TransactionPage;
  readonly columns: 'SUMMARY' | 'FULL';
}

/** `computePatientActions` returns no rows, and is tested below. */
type Method = Exclude<keyof MirrorReads, 'computePatientActions'>;
const METHODS = Object.keys({
  findTransactions: true,
  findOrders: true,
  findEvents: true,
  findOrdered: true,
  findAppointments: true,
  listTransactions: true,
  listTransactionsOfUsers: true,
} satisfies Record<Method, true>) as Method[];

const { dataSource: database, pool } = useTestDatabase();
let statements: QueryConfig[];
let mirror: MirrorReads;

beforeAll(async () => {
  await insertTwoPatients(pool);
  await insertTransaction(pool, { id: WITHOUT_ORDERS });
  await insertOrder(pool, { id: WITHOUT_TRANSACTION, transaction_id: null, user_id: USER_A });
  // The plans depend on statistics, which another test file may have left behind.
  await database.query('ANALYZE order_transaction, lab_order, order_event');
});

beforeEach(() => {
  statements = [];
  mirror = createMirrorReads({
    query: (statement) => {
      statements.push(statement);
      return pool.query(statement);
    },
  });
});

function run(
  { method, viewer, ids, userIds, page, columns }: Read,
  reads: MirrorReads = mirror,
): Promise<unknown[]> {
  switch (method) {
    case 'findEvents':
    case 'findOrdered':
    case 'findAppointments':
      return reads[method](viewer, ids);
    case 'listTransactions':
      return reads.listTransactions(viewer, page, columns);
    case 'listTransactionsOfUsers':
      return reads.listTransactionsOfUsers(viewer, userIds, page, columns);
    default:
      return reads[method](viewer, ids, columns);
  }
}

function readOf(method: Method, viewer: Viewer): Read {
  return { method, viewer, ids: IDS, userIds: USERS, page: PAGE, columns: 'FULL' };
}

describe('concurrent reads', () => {
  it('return the same as each alone', async () => {
    const read = fc.record({
      method: fc.constantFrom(...METHODS),
      viewer: fc.constantFrom(...VIEWERS),
      ids: fc.uniqueArray(fc.constantFrom(...IDS)),
      userIds: fc.uniqueArray(fc.constantFrom(...USERS)),
      page: fc.constantFrom(...PAGES),
      columns: fc.constantFrom('SUMMARY' as const, 'FULL' as const),
    });
    const property = fc.asyncProperty(fc.array(read, { maxLength: 40 }), async (reads) => {
      const alone: unknown[] = [];
      for (const each of reads) alone.push(await run(each));

      expect(await Promise.all(reads.map((each) => run(each)))).toEqual(alone);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it.each([
    'findTransactions',
    'findOrders',
    'findEvents',
    'findOrdered',
    'findAppointments',
  ] as const)('%s is one statement for all viewers', async (method) => {
    await Promise.all(VIEWERS.map((viewer) => run(readOf(method, viewer))));

    expect(statements).toHaveLength(1);
  });

  it('listTransactionsOfUsers is one statement for the same page of different users', async () => {
    await Promise.all([
      mirror.listTransactionsOfUsers(GATEWAY, [USER_A], PAGE),
      mirror.listTransactionsOfUsers(B, [USER_B], PAGE),
    ]);

    expect(statements).toHaveLength(1);
  });

  it('are several statements where one would be too wide', async () => {
    const ids = () => Array.from({ length: 400 }, () => randomUUID());

    await Promise.all([1, 2, 3].map(() => mirror.findOrders(GATEWAY, ids())));

    expect(statements).toHaveLength(2);
  });

  it('fail together when their statement fails', async () => {
    const query = jest.fn(() => Promise.reject(new Error('statement timeout')));
    const lost = createMirrorReads({ query });

    const results = await Promise.allSettled(
      [A, B].map((viewer) => lost.findOrders(viewer, [ORDERS.mixedOfA])),
    );

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(query).toHaveBeenCalledTimes(1);
  });
});

describe.each(METHODS)('%s', (method) => {
  it('is one statement', async () => {
    await run(readOf(method, GATEWAY));

    expect(statements).toHaveLength(1);
  });

  it('returns nothing of another user, even where its statement does', async () => {
    const planted = await plantForeignRows(method);

    const found = await run(readOf(method, A), createMirrorReads(planted));

    const text = JSON.stringify(found, withoutTransaction);
    expect(text).toContain(ORDERS.initialOfA);
    const { onlyOfB, mixedOfB, ofNobody } = ORDERS;
    for (const id of [onlyOfB, mixedOfB, ofNobody, TRANSACTIONS.ofB, TRANSACTIONS.ofNobody]) {
      expect(text).not.toContain(`"${id}"`);
    }
  });
});

/** A database whose statements return the rows of all users, as if all of them belonged to user A. */
async function plantForeignRows(method: Method): Promise<ReadDatabase> {
  const isPage = method === 'listTransactions' || method === 'listTransactionsOfUsers';
  let rows: unknown[][] = [];
  const recorded = createMirrorReads({
    query: async (statement) => {
      const result = await pool.query<never>(statement);
      rows = result.rows;
      return result;
    },
  });
  // For viewers who may read only their own records, both kinds of pages use the same statement.
  await run(readOf(isPage ? 'listTransactionsOfUsers' : method, GATEWAY), recorded);
  expect(JSON.stringify(rows)).toContain(ORDERS.onlyOfB);
  const planted = isPage ? rows.map((cells) => [...cells.slice(0, -1), USER_A]) : rows;
  return { query: () => Promise.resolve({ rows: planted } as never) };
}

/** A JSON replacer: orders refer to their transaction, which refers to its orders. */
function withoutTransaction(key: string, value: unknown): unknown {
  return key === 'transaction' ? undefined : value;
}

describe('findTransactions', () => {
  it('returns a transaction or null for each id, in their order', async () => {
    const ids = [TRANSACTIONS.ofB, randomUUID(), TRANSACTIONS.ofA, TRANSACTIONS.ofB];

    const [ofGateway, ofA] = await Promise.all([
      mirror.findTransactions(GATEWAY, ids),
      mirror.findTransactions(A, ids),
    ]);

    expect(ofGateway.map((row) => row && row.id)).toEqual([ids[0], null, ids[2], ids[3]]);
    expect(ofA.map((row) => row && row.id)).toEqual([null, null, ids[2], null]);
  });

  it('returns the orders that the viewer may read, and whether these are all', async () => {
    const read = async (viewer: Viewer) => {
      const [row] = await mirror.findTransactions(viewer, [TRANSACTIONS.mixed]);
      return { ...row?.members, orders: row?.members?.orders.map(({ id }) => id) };
    };
    expect(await read(A)).toEqual({
      orders: [ORDERS.mixedOfA, ORDERS.mixedRedrawOfA],
      areComplete: false,
    });
    expect(await read(B)).toEqual({ orders: [ORDERS.mixedOfB], areComplete: false });
    expect(await read(GATEWAY)).toEqual({
      orders: [ORDERS.mixedOfA, ORDERS.mixedOfB, ORDERS.mixedRedrawOfA],
      areComplete: true,
    });
  });

  it('returns orders whose transaction has the same orders', async () => {
    const [row] = await mirror.findTransactions(A, [TRANSACTIONS.mixed]);

    expect(row?.members?.orders.map(({ transaction }) => transaction)).toEqual([row, row]);
  });

  it('returns a transaction without orders to viewers who may read everything', async () => {
    const [row] = await mirror.findTransactions(GATEWAY, [WITHOUT_ORDERS]);

    expect(row?.members).toEqual({ orders: [], areComplete: true });
    expect(await mirror.findTransactions(A, [WITHOUT_ORDERS])).toEqual([null]);
  });
});

describe('computePatientActions', () => {
  const { ofA, mixed, ofB } = TRANSACTIONS;

  it('returns what the patient should do only where the viewer may read every order', async () => {
    const ids = [ofB, mixed, randomUUID(), ofA];

    const [ofViewerA, ofGateway] = await Promise.all([
      mirror.computePatientActions(A, ids),
      mirror.computePatientActions(GATEWAY, ids),
    ]);

    const isKnown = (actions: string[]) => actions.map((action) => action !== 'UNKNOWN');
    expect(isKnown(ofViewerA)).toEqual([false, false, false, true]);
    expect(isKnown(ofGateway)).toEqual([true, true, false, true]);
  });
});

describe('findOrders', () => {
  it('returns orders with their transaction, whose other orders are not read', async () => {
    const [order, alone] = await mirror.findOrders(A, [ORDERS.mixedOfA, WITHOUT_TRANSACTION]);

    expect(order?.transaction).toMatchObject({ id: TRANSACTIONS.mixed, members: null });
    expect(alone?.transaction).toBeNull();
  });
});

describe('the summary columns', () => {
  it.each(['findTransactions', 'findOrders'] as const)(
    'are a subset of the full ones in %s, with the same values',
    async (method) => {
      const [summary, full] = await Promise.all([
        mirror[method](GATEWAY, IDS, 'SUMMARY'),
        mirror[method](GATEWAY, IDS, 'FULL'),
      ]);
      const [read, all] = [summary, full].map((rows) => rows.find((row) => row !== null));
      for (const column of ['id', 'status', 'createdAt'] as const) {
        expect(read).toHaveProperty(column, all?.[column]);
      }
      expect(read).not.toHaveProperty('changedAt');
      expect(all).toHaveProperty('changedAt');
    },
  );
});

describe('a prepared statement for a few ids', () => {
  /** More executions than Postgres plans for specific values before it considers a generic plan. */
  const TIMES = 20;
  let session: Pool;

  beforeEach(() => (session = new Pool({ connectionString: testDatabaseUrl(), max: 1 })));
  afterEach(() => session.end());

  it.each(METHODS.filter((method) => method !== 'listTransactions'))(
    'is not planned again each time: %s',
    async (method) => {
      const reads = createMirrorReads(session);
      const read = { ...readOf(method, GATEWAY), ids: [UNKNOWN_ID], userIds: [USER_A] };
      for (let times = 0; times < TIMES; times++) await run(read, reads);

      const { rows } = await session.query<{ reused: number }>(
        'SELECT generic_plans::int AS reused FROM pg_prepared_statements',
      );

      expect(rows).toHaveLength(1);
      expect(rows[0]?.reused).toBeGreaterThan(0);
    },
  );
});
