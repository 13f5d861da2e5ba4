import { randomBytes } from 'node:crypto';
import { Sealer } from '../../src/database/sealer.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { eraseUser, previewErasure } from '../../src/maintenance/erasure/erase-user.js';
import { applyRetention, previewRetention } from '../../src/maintenance/retention.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeys } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { mirrorState } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const { dataSource, pool } = useTestDatabase('TEST');
const quarantine = new Quarantine(dataSource, new Sealer([randomBytes(32)]));

beforeEach(async () => {
  const ingester = new Ingester(pool);
  const messages = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));
  await Promise.all(messages.map((message) => ingester.take(message)));
});

/** All data that maintenance could change, as comparable text. */
async function stored(): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(
    `SELECT coalesce(string_agg(to_jsonb(it)::text, ',' ORDER BY source, key), '') AS text FROM webhook_inbox AS it`,
  );
  const audit = await pool.query('SELECT count(*) FROM audit_entry');
  const quarantined = await quarantine.list();
  return JSON.stringify([rows, audit.rows, quarantined, await mirrorState(pool)]);
}

const database = () => ({ url: testDatabaseUrl(), dataSource });

test('the plan of an erasure is what the erasure then removes, and changes nothing itself', async () => {
  const { rows } = await pool.query<{ user: string }>(
    'SELECT user_id AS user FROM lab_order WHERE user_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
  );
  const user = rows[0]?.user ?? '';
  const body = Buffer.from(JSON.stringify({ client_user_id: user }));
  await quarantine.store({ messageId: 'hers', reason: 'JSON', body });
  const before = await stored();

  const plan = await previewErasure(database(), quarantine, user);

  expect(plan.orderIds.length).toBeGreaterThan(0);
  expect(plan.quarantined).toBe(1);
  expect(await stored()).toBe(before);
  expect(sorted(await eraseUser(database(), quarantine, user))).toEqual(sorted(plan));
});

function sorted(report: Awaited<ReturnType<typeof previewErasure>>) {
  const { orderIds, transactionIds } = report;
  return { ...report, orderIds: [...orderIds].sort(), transactionIds: [...transactionIds].sort() };
}

test('the plan of retention counts what is then removed, and changes nothing itself', async () => {
  await pool.query(`UPDATE webhook_inbox SET received_at = now() - interval '91 days'`);
  await pool.query(
    `INSERT INTO webhook_inbox (source, key, received_at) VALUES ('WEBHOOK', 'not ours', '2020-01-01')`,
  );
  await quarantine.store({ messageId: 'old', reason: 'JSON', body: Buffer.from('{') });
  await pool.query(`UPDATE webhook_quarantine SET received_at = now() - interval '91 days'`);
  const before = await stored();
  const options = { database: database(), quarantine, inboxDays: 90, quarantineDays: 90 };

  const all = await previewRetention({ ...options, finishedDays: 1 });
  const plan = await previewRetention({ ...options, finishedDays: 0 });

  expect(await stored()).toBe(before);
  expect(all.finished).toBeGreaterThan(0);
  expect(plan).toMatchObject({ finished: 0, quarantined: 1 });
  expect(plan.inbox.removed).toBeGreaterThan(1);
  expect(await applyRetention({ ...options, finishedDays: 0 })).toEqual(plan);
  expect(await applyRetention({ ...options, finishedDays: 1 })).toMatchObject({
    finished: all.finished,
  });
});
