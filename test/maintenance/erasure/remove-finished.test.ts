import { readConfig } from '../../../src/config/config.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { Quarantine } from '../../../src/ingest/quarantine.js';
import { isEqual, replay } from '../../../src/maintenance/replay.js';
import { applyRetention } from '../../../src/maintenance/retention.js';
import { testDatabaseUrl } from '../../support/test-server.js';
import { journeys } from '../../support/journeys.js';
import { messagesOf } from '../../support/messages.js';
import { countRows, mirrorState } from '../../support/mirror.js';
import { useTestDatabase } from '../../support/use-database.js';

const FINISHED = `status IN ('completed', 'cancelled')`;
const DAYS = 400;

const { dataSource, pool } = useTestDatabase('TEST');
beforeEach(async () => {
  const ingester = new Ingester(pool);
  const messages = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));
  await Promise.all(messages.map((message) => ingester.take(message)));
});

const retain = (finishedDays: number) =>
  applyRetention({
    database: { url: testDatabaseUrl(), dataSource },
    quarantine: new Quarantine(dataSource, null),
    ...readConfig({}).retention,
    finishedDays,
  });

async function age(condition: string, days: number): Promise<void> {
  await pool.query(
    `UPDATE order_transaction SET updated_at = now() - $1 * interval '1 day' WHERE ${condition}`,
    [days],
  );
}

test('finished transactions stay unless a time is set', async () => {
  await age('true', 10_000);
  const before = await mirrorState(pool);
  expect(await retain(readConfig({}).retention.finishedDays)).toMatchObject({ finished: 0 });
  expect(await mirrorState(pool)).toBe(before);
});

test('finished transactions are removed after that time, with their orders and facts; the others stay', async () => {
  await age('true', DAYS - 1);
  await age(FINISHED, DAYS + 1);
  const finished = await countRows(pool, `order_transaction WHERE ${FINISHED}`);
  const active = await countRows(pool, `order_transaction WHERE NOT ${FINISHED}`);
  expect([finished, active].every((count) => count > 0)).toBe(true);

  expect(await retain(DAYS)).toMatchObject({ finished });

  expect(await countRows(pool, 'order_transaction')).toBe(active);
  const orphans = 'lab_order WHERE transaction_id NOT IN (SELECT id FROM order_transaction)';
  expect(await countRows(pool, orphans)).toBe(0);
});

test('the remaining mirror equals a replay of the inbox', async () => {
  await age('true', 0);
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM order_transaction WHERE ${FINISHED} LIMIT 1`,
  );
  await age(`id = '${rows[0]?.id}'`, DAYS + 1);
  await retain(DAYS);
  const { tables } = await replay(testDatabaseUrl());
  // Only the times that this test changed directly differ.
  expect(
    isEqual({ facts: 0, tables: tables.filter((it) => it.table !== 'order_transaction') }),
  ).toBe(true);
  expect(await countRows(pool, `lab_order WHERE transaction_id = '${rows[0]?.id}'`)).toBe(0);
});
