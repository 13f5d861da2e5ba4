import { Ingester } from '../../src/ingest/ingester.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { useTestDatabase } from '../support/use-database.js';
import { journeys } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';

const { pool } = useTestDatabase('TEST');

beforeEach(async () => {
  const ingester = new Ingester(pool);
  const messages = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));
  await Promise.all(messages.toReversed().map((message) => ingester.take(message)));
});

test('the mirror that is rebuilt from the inbox equals the live one', async () => {
  const report = await replay(testDatabaseUrl());
  expect(report.tables.map(({ missing, surplus }) => [...missing, ...surplus])).toEqual([
    [],
    [],
    [],
    [],
    [],
  ]);
  expect(isEqual(report)).toBe(true);
  const rows = report.tables.map((table) => table.rows);
  expect(Math.min(...rows.slice(0, 3))).toBeGreaterThan(20);
  expect(Math.min(...rows)).toBeGreaterThan(0);
});

test('progress is reported until all facts are done', async () => {
  const progress: [number, number][] = [];
  const { facts } = await replay(testDatabaseUrl(), (...numbers) => progress.push(numbers));
  expect(progress.at(-1)).toEqual([facts, facts]);
});

test.each([
  ['an order whose status was changed by hand', `UPDATE lab_order SET status = 'x' WHERE id = $1`],
  ['an order that is gone', 'DELETE FROM lab_order WHERE id = $1'],
  ['an event that is gone', 'DELETE FROM order_event WHERE order_id = $1'],
])('%s is found', async (_name, statement) => {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM lab_order LIMIT 1');
  await pool.query(statement, [rows[0]?.id]);
  const report = await replay(testDatabaseUrl());
  expect(isEqual(report)).toBe(false);
  const found = report.tables.flatMap(({ missing }) => missing);
  expect(found.some((key) => key.startsWith(rows[0]?.id ?? '?'))).toBe(true);
});

test('a time that was truncated to milliseconds is found', async () => {
  await pool.query(`UPDATE order_event SET created_at = date_trunc('milliseconds', created_at)`);
  expect(isEqual(await replay(testDatabaseUrl()))).toBe(false);
});
