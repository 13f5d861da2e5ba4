import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import { inDryRun } from '../../src/database/transaction.js';
import { countEmptyMessages, removeEmptyMessages } from '../../src/maintenance/empty-messages.js';
import { findMissingDocuments, recordMissingDocument } from '../../src/store/missing-documents.js';
import { ResultSubjects } from '../../src/store/result-subjects.js';
import { readServed } from '../../src/store/served-orders.js';
import { findFinishedOrders, findOrdersOf } from '../../src/store/write/finished-transactions.js';
import { findPerson } from '../../src/store/write/find-person.js';
import { clearFacts, deleteMessages, replaceFacts } from '../../src/store/write/inbox.js';
import { readOldHistories } from '../../src/store/write/inbox-history.js';
import { findInMirror, removeFromMirror } from '../../src/store/write/remove-from-mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const { dataSource, pool } = useTestDatabase();

/** So many that Postgres reads a hundred of them by an index: for fewer it would scan the table. */
const ROWS = 50_000;
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const ID_OF = `('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid`;
/** Each order has the id of its transaction. */
const IDS = [1, 2, 3].map(idOf);
const SUBJECTS = { orderIds: new Set(IDS), transactionIds: new Set(IDS) };
const FACT = { kind: 'TRACK', orderId: idOf(1), transactionId: idOf(1), userId: 'user-1' } as const;
const MESSAGES = IDS.map((key) => ({ source: 'WEBHOOK', key, fact: FACT }));

interface Session {
  readonly client: PoolClient;
  readonly manager: EntityManager;
}
type Statement = (session: Session) => Promise<unknown>;

const STATEMENTS: Record<string, Statement> = {
  'the subjects of results': async ({ client }) => {
    const subjects = new ResultSubjects(client);
    await subjects.findWithOrders(IDS);
    for (const kind of ['ORDER', 'TRANSACTION'] as const) {
      await subjects.find(kind, IDS);
      await subjects.newestEventAges(kind, IDS);
    }
  },
  'missing documents': async ({ client }) => {
    await findMissingDocuments(client, 'RESULTS', IDS);
    for (const subject of ['ORDER', 'TRANSACTION'] as const) {
      await recordMissingDocument(client, subject, { kind: 'A', id: idOf(1), version: '1' });
    }
  },
  'served orders': ({ client }) => readServed(client, IDS),
  'the orders of a person': ({ client }) => findPerson(client, 'user-1'),
  'the orders of transactions': async ({ client }) => {
    await findOrdersOf(client, IDS);
    await findFinishedOrders(client, IDS, 90);
  },
  'messages of the inbox': async ({ client }) => {
    await replaceFacts(client, MESSAGES);
    await clearFacts(client, MESSAGES);
    await deleteMessages(client, MESSAGES);
  },
  'histories of the inbox': ({ client }) => readOldHistories(client, IDS, 90),
  'messages without a fact': async ({ manager }) => {
    expect(await countEmptyMessages(manager, 90)).toBe(50);
    expect(await removeEmptyMessages(manager, 90, 500)).toBe(50);
  },
  'rows to remove': async (session) => {
    expect(await findInMirror(session.client, SUBJECTS)).toEqual(new Set(IDS));
    await removeFromMirror(session, SUBJECTS);
  },
};

/** Every table has many rows; fifty messages have no fact. */
const FILL = [
  `INSERT INTO order_transaction (id, status, changed_at) SELECT ${ID_OF}, 'active', now()`,
  `INSERT INTO lab_order (id, transaction_id, user_id, changed_at, record)
   SELECT ${ID_OF}, ${ID_OF}, 'user-' || i, now(), '{}'`,
  `INSERT INTO order_event (order_id, event_id, status, created_at)
   SELECT ${ID_OF}, i, 'received.walk_in_test.ordered', now()`,
  `INSERT INTO lab_appointment (order_id, id, record) SELECT ${ID_OF}, ${ID_OF}, '{}'`,
  `INSERT INTO critical_result (order_id, newest_at, results) SELECT ${ID_OF}, now(), '[]'`,
  `INSERT INTO order_notice (order_id, heard_at) SELECT ${ID_OF}, now()`,
  `INSERT INTO missing_document (kind, id, version) SELECT 'RESULTS', ${ID_OF}, '1'`,
  `INSERT INTO webhook_quarantine (message_id, reason, body) SELECT 'quarantined-' || i, 'JSON', ''`,
  `INSERT INTO webhook_inbox (source, key, received_at, fact)
   SELECT 'WEBHOOK', ${ID_OF}, now() - interval '1 year',
     CASE WHEN i % 1000 > 0 THEN jsonb_build_object('kind', 'TRACK', 'orderId', ${ID_OF}) END`,
];

beforeAll(async () => {
  for (const statement of FILL) {
    await pool.query(`${statement} FROM generate_series(1, ${ROWS}) AS i`);
  }
  await pool.query('ANALYZE');
}, 60_000);

/** The number of rows that Postgres reads without an index while a statement runs, by table. */
function scansOf(run: Statement): Promise<Record<string, number>> {
  return inDryRun(dataSource, async (session) => {
    // The session's statistics may still include rows of earlier transactions.
    const before = await scansIn(session.client);
    await run(session);
    const after = await scansIn(session.client);
    const scans = Array.from(after, ([table, rows]) => [table, rows - (before.get(table) ?? 0)]);
    return Object.fromEntries(scans.filter(([, rows]) => rows !== 0)) as Record<string, number>;
  });
}

async function scansIn(client: PoolClient): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ table: string; rows: number }>(
    'SELECT relname AS table, seq_tup_read::int AS rows FROM pg_stat_xact_user_tables',
  );
  return new Map(rows.map((row) => [row.table, row.rows]));
}

test('the scan of a statement without an index is found', async () => {
  const scan: Statement = ({ client }) => client.query(`SELECT FROM lab_order WHERE lab = 'none'`);
  expect(await scansOf(scan)).toEqual({ lab_order: ROWS });
});

test.each(Object.entries(STATEMENTS))('%s are found by indexes', async (_subject, run) => {
  // Postgres may use a generic plan from the sixth execution on.
  for (let execution = 0; execution < 7; execution++) expect(await scansOf(run)).toEqual({});
});
