import fc from 'fast-check';
import { Ingester } from '../../src/ingest/ingester.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { Pace } from '../../src/maintenance/pace.js';
import { pruneInbox } from '../../src/maintenance/prune-inbox.js';
import { emptyTables } from '../support/empty-tables.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { heldLock } from '../support/held-lock.js';
import { journeys } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { countRows, mirrorState } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const DAYS = 90;
const everything = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));

const { dataSource, pool } = useTestDatabase('TEST');

async function takeAll(messages = everything): Promise<void> {
  const ingester = new Ingester(pool);
  await Promise.all(messages.map((message) => ingester.take(message)));
}

async function age(where = 'true'): Promise<void> {
  await pool.query(
    `UPDATE webhook_inbox SET received_at = received_at - interval '${DAYS + 1} days' WHERE ${where}`,
  );
}

const prune = () => pruneInbox(dataSource, DAYS, new Pace(dataSource, heldLock(dataSource)));

test('no recent message is removed', async () => {
  await takeAll();
  expect(await prune()).toEqual({ removed: 0, kept: 0 });
});

test('old messages are removed when newer ones supersede them, and a replay still gives the mirror', async () => {
  await takeAll();
  await age();
  const { removed, kept } = await prune();
  expect(removed).toBeGreaterThan(everything.length / 3);
  expect(removed + kept).toBe(everything.length);
  expect(await countRows(pool, 'webhook_inbox')).toBe(kept);
  expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  expect(await prune()).toEqual({ removed: 0, kept });
});

test('the same holds for any order of arrival, whatever part of it is old', async () => {
  const redraws = messagesOf(
    journeys.flatMap(({ name, webhooks }) => (name.startsWith('b') ? webhooks : [])),
    'redraw',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(redraws, { minLength: redraws.length }),
      fc.nat(9),
      async (order, digit) => {
        await emptyTables(pool);
        for (const message of order) await new Ingester(pool).take(message);
        await age(`key LIKE '%${digit}' OR key LIKE '%${(digit + 3) % 10}'`);
        await prune();
        expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
      },
    ),
    { numRuns: 6 },
  );
});

test('a message that was removed changes nothing when it is sent again', async () => {
  await takeAll();
  await age();
  await prune();
  const before = await mirrorState(pool);
  await takeAll();
  expect(await mirrorState(pool)).toBe(before);
});

test('messages of other teams are removed, but the ids of quarantined messages stay known', async () => {
  await pool.query(
    `INSERT INTO webhook_inbox (source, key) VALUES ('WEBHOOK', 'a'), ('WEBHOOK', 'b')`,
  );
  await pool.query(
    `INSERT INTO webhook_quarantine (message_id, reason, body) VALUES ('b', 'JSON', '')`,
  );
  await age();
  expect(await prune()).toEqual({ removed: 1, kept: 0 });
  expect((await pool.query('SELECT key FROM webhook_inbox')).rows).toEqual([{ key: 'b' }]);
});
