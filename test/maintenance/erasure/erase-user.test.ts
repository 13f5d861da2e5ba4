import { randomBytes } from 'node:crypto';
import { Sealer } from '../../../src/database/sealer.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { Quarantine } from '../../../src/ingest/quarantine.js';
import { eraseUser } from '../../../src/maintenance/erasure/erase-user.js';
import { isEqual, replay } from '../../../src/maintenance/replay.js';
import { testDatabaseUrl } from '../../support/test-server.js';
import { journeyNamed } from '../../support/journeys.js';
import { messagesOf, withFreshIds } from '../../support/messages.js';
import { countRows, mirrorState } from '../../support/mirror.js';
import { useTestDatabase } from '../../support/use-database.js';

const REDRAW = journeyNamed('b01-redraw-full');
const [INITIAL = '', REDRAWN = ''] =
  REDRAW.expected.transactions[transactionIn(REDRAW)]?.orders.map(({ id }) => id) ?? [];
const TRANSACTION = transactionIn(REDRAW);
const HERS = 'patient of the test';
const HIS = 'another patient';

const { dataSource, pool } = useTestDatabase('TEST');
const quarantine = new Quarantine(dataSource, new Sealer([randomBytes(32)]));

function transactionIn({ expected }: typeof REDRAW): string {
  return Object.keys(expected.transactions)[0] ?? '';
}

/** The journey's webhooks, with a person for each order. */
function redrawOf(userOf: (orderId: string) => string | null): Record<string, unknown>[] {
  return REDRAW.webhooks.map((webhook) => {
    const data = webhook.data as { id: string };
    return { ...webhook, client_user_id: userOf(data.id), data: { ...data, client_user_id: null } };
  });
}

async function take(webhooks: readonly object[], prefix: string): Promise<void> {
  const ingester = new Ingester(pool);
  for (const message of messagesOf(webhooks, prefix)) await ingester.take(message);
}

async function quarantineBody(messageId: string, body: string, keeper = quarantine): Promise<void> {
  await keeper.store({ messageId, reason: 'JSON', body: Buffer.from(body) });
}

async function keepResult(kind: string, id: string): Promise<void> {
  await pool.query(
    `INSERT INTO lab_result (kind, id, version, key_id, sealed) VALUES ($1, $2, '', '', '')`,
    [kind, id],
  );
}

const erase = (userId = HERS) =>
  eraseUser({ url: testDatabaseUrl(), dataSource }, quarantine, userId);
const replaysEqually = async () => isEqual(await replay(testDatabaseUrl()));

/** Every value of every table that can contain data of a person, except the audit trail. */
async function everything(): Promise<string> {
  const tables = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables
     WHERE schemaname = current_schema() AND tablename NOT IN ('migrations', 'audit_entry', 'job_run')`,
  );
  const texts = tables.rows.map(async ({ name }) => {
    const { rows } = await pool.query<{ row: unknown }>(
      `SELECT to_jsonb(it) AS row FROM "${name}" AS it`,
    );
    return JSON.stringify(rows);
  });
  return (await Promise.all(texts)).join('\n');
}

describe('a person with a transaction of their own', () => {
  beforeEach(async () => {
    await take(redrawOf(() => HIS).map(withFreshIds), 'his');
    await take(
      redrawOf(() => HERS),
      'hers',
    );
    await keepResult('TRANSACTION', TRANSACTION);
    await keepResult('ORDER', INITIAL);
  });

  test('is removed from every table, and the counts of removed rows are returned', async () => {
    const messages = messagesOf(REDRAW.webhooks, '').length;
    expect(await everything()).toContain(HERS);

    const report = await erase();

    expect(report).toMatchObject({ transactionIds: [TRANSACTION], facts: messages, results: 2 });
    expect([...report.orderIds].sort()).toEqual([INITIAL, REDRAWN].sort());
    const rest = await everything();
    for (const mark of [HERS, TRANSACTION, INITIAL, REDRAWN]) expect(rest).not.toContain(mark);
  });

  test("is removed without changing other people's data, and the mirror equals its inbox", async () => {
    await erase();
    const left = await mirrorState(pool);

    expect(await replaysEqually()).toBe(true);
    expect(left).toContain(HIS);
    await erase('nobody at all');
    expect(await mirrorState(pool)).toBe(left);
  });

  test('is not stored again when a webhook is repeated', async () => {
    await erase();
    const left = await mirrorState(pool);
    await take(
      redrawOf(() => HERS),
      'hers',
    );
    expect(await mirrorState(pool)).toBe(left);
  });

  test('leaves an entry in the audit trail that names what was removed', async () => {
    await erase();
    const { rows } = await pool.query<{ subjects: string[] }>(
      `SELECT viewer, outcome, subject_ids::text[] AS subjects FROM audit_entry
       WHERE action = 'ERASE_USER' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows).toMatchObject([{ viewer: 'operator', outcome: 'DONE' }]);
    expect(rows[0]?.subjects.sort()).toEqual([TRANSACTION, INITIAL, REDRAWN].sort());
  });

  test('is not removed where the audit entry cannot be written', async () => {
    const before = await everything();
    await pool.query('ALTER TABLE audit_entry ADD CONSTRAINT full_disk CHECK (false) NOT VALID');
    try {
      await expect(erase()).rejects.toThrow('full_disk');
    } finally {
      await pool.query('ALTER TABLE audit_entry DROP CONSTRAINT full_disk');
    }
    expect(await everything()).toBe(before);
  });
});

test("orders that are known only from other orders are removed with the person's, also where webhooks were lost", async () => {
  const last = redrawOf(() => HERS).filter((_, index, { length }) => index === length - 1);
  await take(last, 'hers');
  expect(await countRows(pool, 'lab_order')).toBe(2);

  expect((await erase()).orderIds).toHaveLength(2);

  expect(await countRows(pool, 'lab_order')).toBe(0);
  expect(await replaysEqually()).toBe(true);
});

test("a shared transaction keeps the other person's orders and no trace of the erased person", async () => {
  await take(
    redrawOf((id) => (id === INITIAL ? HERS : HIS)),
    'shared',
  );
  await keepResult('TRANSACTION', TRANSACTION);

  const report = await erase();

  expect(report).toMatchObject({ orderIds: [INITIAL], transactionIds: [], results: 1 });
  const rest = await everything();
  for (const mark of [HERS, INITIAL]) expect(rest).not.toContain(mark);
  for (const mark of [HIS, REDRAWN, TRANSACTION]) expect(rest).toContain(mark);
  expect(await replaysEqually()).toBe(true);
});

test("a person who was tracked for another person's order is removed, and the order stays", async () => {
  const fact = {
    kind: 'TRACK',
    orderId: INITIAL,
    transactionId: TRANSACTION,
    userId: HERS,
  } as const;
  await new Ingester(pool).take({ source: 'TRACK', key: 'tracked', eventType: null, fact });
  await take(
    redrawOf(() => HIS),
    'his',
  );

  expect(await erase()).toMatchObject({ orderIds: [], transactionIds: [], facts: 1 });

  expect(await everything()).not.toContain(HERS);
  expect(await countRows(pool, 'lab_order')).toBe(2);
  expect(await replaysEqually()).toBe(true);
});

describe('messages in quarantine', () => {
  beforeEach(() =>
    take(
      redrawOf(() => HERS),
      'hers',
    ),
  );

  test.each([
    ['name the person', `{"client_user_id" : "${HERS}"`],
    ['name the person in escapes', `{"client_user_id":"p\\u0061tient of the test"}`],
    ['speak of an order', `order ${INITIAL.toUpperCase()}, broken off`],
    ['speak of the transaction', `{"id":"${TRANSACTION}"}`],
  ])('are removed when they %s', async (_how, body) => {
    await quarantineBody('msg_hers', body);
    expect(await erase()).toMatchObject({ quarantined: 1, unopened: [] });
    expect(await quarantine.list()).toEqual([]);
  });

  test('stay when they concern another person', async () => {
    await quarantineBody('msg_his', `{"client_user_id":"${HIS}","note":"${HERS}"}`);
    expect(await erase()).toMatchObject({ quarantined: 0, unopened: [] });
    expect(await quarantine.list()).toHaveLength(1);
  });

  test('are named when no key opens them', async () => {
    const stranger = new Quarantine(dataSource, new Sealer([randomBytes(32)]));
    await quarantineBody('msg_sealed', HERS, stranger);
    expect(await erase()).toMatchObject({ quarantined: 0, unopened: ['msg_sealed'] });
  });
});
