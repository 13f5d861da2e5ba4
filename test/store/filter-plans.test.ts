import { GATEWAY } from '../../src/access/viewer.js';
import type { Instant } from '../../src/junction/instant.js';
import { MIRROR_COLUMNS } from '../../src/store/read/columns.js';
import {
  createMirrorReads,
  type TransactionFilter,
  type TransactionPage,
} from '../../src/store/read/index.js';
import { transactionPage, transactionPagesOfUsers } from '../../src/store/read/statements.js';
import { useTestDatabase } from '../support/use-database.js';
import { expectIndexed, planOf, preparedPlanOf } from './support/plans.js';

const { pool } = useTestDatabase();

/**
 * 200,000 transactions of 20,000 users. Most of them are completed. Of the others, each combination of values has
 * some thousands or about ten, and some combinations of filters match none.
 */
const FILL = `
  WITH made AS (
    INSERT INTO order_transaction
      (id, status, patient_action, has_redraw, is_critical, order_statuses, created_at, changed_at)
    SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid,
      CASE WHEN i % 50000 = 0 THEN 'paused' WHEN i % 10 < 8 THEN 'completed' ELSE 'active' END,
      CASE WHEN i % 10 < 8 THEN 'VIEW_RESULTS' WHEN i % 5000 = 8 THEN 'RETURN_FOR_REDRAW'
        ELSE (ARRAY['WAIT', 'RETURN_SAMPLE', 'BOOK_APPOINTMENT'])[1 + i % 3] END,
      i % 20 = 0, i % 400 = 1,
      CASE WHEN i % 20 = 0 THEN ARRAY['completed', 'redraw_available'] WHEN i % 10 < 8 THEN ARRAY['completed']
        ELSE ARRAY[(ARRAY['ordered', 'transit_lab', 'appointment_pending', 'lost'])[1 + i % 4]] END,
      CASE WHEN i % 40000 = 1 THEN NULL ELSE '2026-01-01Z'::timestamptz + i * interval '1 s' END,
      '2026-01-02Z'::timestamptz + i * interval '1 s'
    FROM generate_series($1::int + 1, $1::int + 20000) AS i
    RETURNING id, status, changed_at
  )
  INSERT INTO lab_order (id, transaction_id, user_id, status, changed_at, record)
  SELECT id, id, 'user-' || row_number() OVER (), status, changed_at, '{}' FROM made`;

beforeAll(async () => {
  // Inserted in parts, because statements have a time limit.
  for (let first = 0; first < 200_000; first += 20_000) await pool.query(FILL, [first]);
  await pool.query('ANALYZE order_transaction, lab_order');
}, 120_000);

const ANY: TransactionFilter = {
  orderStatuses: null,
  hasRedraw: null,
  isCritical: null,
  patientActions: null,
};
const FILTERS: Record<string, Partial<TransactionFilter>> = {
  'a common order status': { orderStatuses: ['completed'] },
  'a rare order status': { orderStatuses: ['lost'] },
  'an order status that does not occur': { orderStatuses: ['sample_error'] },
  'a redraw': { hasRedraw: true },
  'no redraw': { hasRedraw: false },
  'a critical result': { isCritical: true },
  'no critical result': { isCritical: false },
  'a common action': { patientActions: ['VIEW_RESULTS'] },
  'a rare action': { patientActions: ['RETURN_FOR_REDRAW'] },
  'several actions': { patientActions: ['WAIT', 'RETURN_FOR_REDRAW', 'UNKNOWN'] },
  'all filters': {
    orderStatuses: ['completed', 'lost'],
    hasRedraw: false,
    isCritical: true,
    patientActions: ['VIEW_RESULTS'],
  },
};
const NO_ID = '00000000-0000-4000-8000-000000000000';
const FIRST: TransactionPage = { statuses: null, changedAfter: null, after: null, limit: 21 };
const changedLast = (count: number): TransactionPage => ({
  ...FIRST,
  changedAfter: new Date(Date.UTC(2026, 0, 2) + (200_000 - count) * 1_000).toISOString() as Instant,
});
const PAGES: Record<string, TransactionPage> = {
  'of any status': FIRST,
  'of the last changed transactions': changedLast(500),
  'of active transactions': { ...FIRST, statuses: ['active'] },
  'of completed transactions': { ...FIRST, statuses: ['completed'] },
  'of all statuses, from the middle': {
    ...FIRST,
    statuses: ['active', 'completed', 'cancelled', 'other'],
    after: {
      createdAt: '2026-01-02T03:46:40.000000Z' as Instant,
      id: '00000000-0000-4000-8000-000000100000',
    },
  },
};

describe('with 200,000 transactions', () => {
  // Later test files search every remaining row for marked personal data.
  afterAll(() => pool.query('TRUNCATE order_transaction, lab_order'));

  describe.each(Object.entries(FILTERS))('a page by %s', (_name, filter) => {
    it.each(Object.entries(PAGES))('%s is read from an index', async (_page, page) => {
      const filtered = { ...page, filter: { ...ANY, ...filter } };
      expectIndexed(await planOf(pool, transactionPage(MIRROR_COLUMNS.SUMMARY, filtered)));
    });

    it.each(['ALL', 'OWN'] as const)(
      'is read from an index for users, decided by %s orders, also as it is prepared',
      async (deciding) => {
        const page = { ...FIRST, filter: { ...ANY, ...filter } };
        const { text, valuesFor } = transactionPagesOfUsers(MIRROR_COLUMNS.FULL, page, deciding);
        const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
        const statement = { text, values: valuesFor(users) };

        expectIndexed(await planOf(pool, statement));
        expectIndexed(await preparedPlanOf(pool, statement));
      },
    );
  });

  it.each([500, 30_000])(
    'a page of the last %i changed transactions is that of a plain WHERE',
    async (count) => {
      const page = { ...changedLast(count), statuses: ['active' as const] };
      const filter = { ...ANY, hasRedraw: false, isCritical: false };
      const after = { createdAt: '2026-01-03T07:30:00.000000Z' as Instant, id: NO_ID };
      const rows = await createMirrorReads(pool).listTransactions(GATEWAY, {
        ...page,
        ...{ filter, after },
      });
      const { rows: expected } = await pool.query<{ id: string }>(
        `SELECT id FROM order_transaction
         WHERE changed_at > $1 AND status = 'active' AND NOT has_redraw AND NOT is_critical AND created_at < $2
         ORDER BY created_at DESC, id DESC LIMIT $3`,
        [page.changedAfter, after.createdAt, page.limit],
      );

      expect(expected).toHaveLength(page.limit);
      expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    },
  );
});
