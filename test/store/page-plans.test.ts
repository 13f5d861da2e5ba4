import type { Instant } from '../../src/junction/instant.js';
import type { TransactionPage } from '../../src/store/read/index.js';
import { MIRROR_COLUMNS } from '../../src/store/read/columns.js';
import { transactionPage, transactionPagesOfUsers } from '../../src/store/read/statements.js';
import { expectIndexed, planOf, preparedPlanOf } from './support/plans.js';
import { useTestDatabase } from '../support/use-database.js';

const TRANSACTIONS = 200_000;
const MIDDLE = {
  createdAt: '2026-01-02T03:46:40.000000Z' as Instant,
  id: '00000000-0000-4000-8000-000000100000',
};

const FIRST: TransactionPage = { statuses: null, changedAfter: null, after: null, limit: 21 };
const PAGES: Record<string, TransactionPage> = {
  'the first page': FIRST,
  'a page in the middle': { ...FIRST, after: MIDDLE },
  'a page after one without a time': { ...FIRST, after: { ...MIDDLE, createdAt: null } },
  'a common status': { ...FIRST, statuses: ['completed'], after: MIDDLE },
  'a rare status': { ...FIRST, statuses: ['cancelled'] },
  'new statuses': { ...FIRST, statuses: ['other'] },
  'a rare status and new ones': { ...FIRST, statuses: ['cancelled', 'other'] },
  'all statuses': { ...FIRST, statuses: ['active', 'completed', 'cancelled', 'other'] },
  'what changed of late': {
    ...FIRST,
    changedAfter: '2026-01-04T07:33:00.000000Z' as Instant,
  },
  'what changed since long': {
    ...FIRST,
    statuses: ['active'],
    changedAfter: '2026-01-01T00:00:00.000000Z' as Instant,
  },
};

const { pool } = useTestDatabase();

beforeAll(async () => {
  await pool.query(
    `INSERT INTO order_transaction (id, status, created_at, changed_at)
     SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid,
            CASE WHEN i % 50000 = 0 THEN 'paused' WHEN i % 20000 = 0 THEN 'cancelled'
                 WHEN i % 10 = 0 THEN 'active' ELSE 'completed' END,
            CASE WHEN i % 40000 = 1 THEN NULL ELSE '2026-01-01Z'::timestamptz + i * interval '1 s' END,
            '2026-01-02Z'::timestamptz + i * interval '1 s'
     FROM generate_series(1, ${TRANSACTIONS}) AS i`,
  );
  await pool.query(
    `INSERT INTO lab_order (id, transaction_id, user_id, changed_at, record)
     SELECT id, id, 'user-' || (row_number() OVER ()) % 20000, changed_at, '{}' FROM order_transaction`,
  );
  await pool.query('ANALYZE order_transaction, lab_order');
}, 120_000);

describe('with 200,000 transactions', () => {
  // Later test files search every remaining row for marked personal data.
  afterAll(() => pool.query('TRUNCATE order_transaction, lab_order'));

  describe.each(Object.entries(PAGES))('%s', (_name, page) => {
    it.each(['SUMMARY', 'FULL'] as const)(
      'is read from an index for all, with %s columns',
      async (columns) => {
        expectIndexed(await planOf(pool, transactionPage(MIRROR_COLUMNS[columns], page)));
      },
    );

    it.each([1, 50])(
      'is read from an index for %i users, also as it is prepared',
      async (count) => {
        const { text, valuesFor } = transactionPagesOfUsers(MIRROR_COLUMNS.FULL, page);
        const statement = { text, values: valuesFor(users(count)) };

        expectIndexed(await planOf(pool, statement));
        expectIndexed(await preparedPlanOf(pool, statement));
      },
    );
  });
});

function users(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user-${index}`);
}
