import fc from 'fast-check';
import { GATEWAY } from '../../src/access/viewer.js';
import { Ingester } from '../../src/ingest/ingester.js';
import type { InboxMessage } from '../../src/store/write/inbox.js';
import { lockIds } from '../../src/store/write/locks.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { emptyTables } from '../support/empty-tables.js';
import { sessionsWaitingForLocks } from '../support/held-lock.js';
import { until } from '../support/until.js';
import { useTestDatabase } from '../support/use-database.js';
import { journeyNamed, journeys } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { countRows, mirrorState } from '../support/mirror.js';

const { pool } = useTestDatabase('TEST');

const redraw = messagesOf(journeyNamed('b01-redraw-full').webhooks, 'redraw');
const everything = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));
const [first] = redraw;
if (!first) throw new Error('the journey has no order webhook');

async function takeAll(messages: readonly InboxMessage[]): Promise<string> {
  const ingester = new Ingester(pool);
  await Promise.all(messages.map((message) => ingester.take(message)));
  return mirrorState(pool);
}

describe('a message', () => {
  test('has one effect when eight copies of it arrive at once', async () => {
    const ingesters = Array.from({ length: 8 }, () => new Ingester(pool));
    const outcomes = await Promise.all(ingesters.map((ingester) => ingester.take(first)));
    expect(outcomes.sort()).toEqual(['APPLIED', ...Array<string>(7).fill('DUPLICATE')]);
    expect(await countRows(pool, 'webhook_inbox')).toBe(1);
    expect(await countRows(pool, 'order_event')).toBe(1);
  });

  test('has one effect when its copies are ingested together', async () => {
    const ingester = new Ingester(pool);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => ingester.take(first)));
    expect(outcomes.filter((outcome) => outcome === 'APPLIED')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'DUPLICATE')).toHaveLength(4);
  });

  test('is STALE when it contains nothing new, and does not change the time of the last change', async () => {
    const ingester = new Ingester(pool);
    const newest = redraw.at(-1) ?? first;
    expect(await ingester.take(newest)).toBe('APPLIED');
    const before = await changeTimes();
    expect(await ingester.take({ ...newest, key: 'again' })).toBe('STALE');
    expect(await changeTimes()).toEqual(before);
  });

  test("is IGNORED when it is another team's, and recorded without its content", async () => {
    const ingester = new Ingester(pool);
    const message = {
      source: 'WEBHOOK',
      key: 'other',
      eventType: 'daily.data.sleep',
      fact: null,
    } as const;
    expect(await ingester.take(message)).toBe('IGNORED');
    expect(await ingester.take(message)).toBe('DUPLICATE');
    expect((await pool.query('SELECT fact FROM webhook_inbox')).rows).toEqual([{ fact: null }]);
  });

  test('is a DUPLICATE when another session stores it at the same time', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO webhook_inbox (source, key) VALUES ($1, $2)', [
      first.source,
      first.key,
    ]);
    const outcome = new Ingester(pool).take(first);
    await until(async () => (await sessionsWaitingForLocks(pool)) === 1);
    await client.query('COMMIT');
    client.release();
    expect(await outcome).toBe('DUPLICATE');
    expect(await countRows(pool, 'order_event')).toBe(0);
  });

  test('fails with the error of the statement that failed, not with those of the statements behind it', async () => {
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await lockIds(holder, first.fact?.kind === 'ORDER' ? [first.fact.orderId] : []);
    const outcome = new Ingester(pool).take(first);
    await until(async () => (await sessionsWaitingForLocks(pool)) === 1);
    const cancelled = holder.query(
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
    );
    // As in a busy process: all responses have arrived when the first is read.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    await cancelled;
    await expect(outcome).rejects.toMatchObject({ cause: { code: '57014' } });
    await holder.query('ROLLBACK');
    holder.release();
  });

  test('marks the transaction of a changed order as changed', async () => {
    const ingester = new Ingester(pool);
    const changes: unknown[] = [];
    for (const message of redraw) {
      await ingester.take(message);
      changes.push(JSON.stringify((await changeTimes()).transactions));
    }
    expect(new Set(changes).size).toBe(redraw.length);
  });

  async function changeTimes() {
    const times = async (table: string) =>
      (await pool.query(`SELECT id, changed_at FROM ${table} ORDER BY id`)).rows as object[];
    return { transactions: await times('order_transaction'), orders: await times('lab_order') };
  }
});

describe('the mirror in the database', () => {
  test('ends equal for any order of arrival, together or one by one', async () => {
    const expected = await takeAll(redraw);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(redraw, { minLength: redraw.length }),
        fc.boolean(),
        async (messages, together) => {
          await emptyTables(pool);
          if (together) expect(await takeAll(messages)).toBe(expected);
          else for (const message of messages) await new Ingester(pool).take(message);
          expect(await mirrorState(pool)).toBe(expected);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('ends equal when eight ingesters share all journeys, without a deadlock', async () => {
    const expected = await takeAll(everything);
    await emptyTables(pool);
    const deadlocks = await countDeadlocks();

    const ingesters = Array.from({ length: 8 }, () => new Ingester(pool));
    const deliveries = everything.flatMap((message, index) =>
      [0, 3].map((shift) => ({ message, ingester: ingesters[(index + shift) % 8] as Ingester })),
    );
    await Promise.all(
      deliveries
        .sort((a, b) => (a.message.key < b.message.key ? 1 : -1))
        .map(({ message, ingester }) => ingester.take(message)),
    );
    expect(await mirrorState(pool)).toBe(expected);
    expect(await countDeadlocks()).toBe(deadlocks);
  });

  test('keeps microseconds', async () => {
    await takeAll(redraw);
    const { rows } = await pool.query<{ created_at: string }>(
      'SELECT created_at FROM lab_order ORDER BY created_at LIMIT 1',
    );
    expect(rows[0]?.created_at).toBe('2026-03-03T09:26:51.998398Z');
  });

  test('lists the orders of a transaction oldest first', async () => {
    await takeAll(redraw);
    const reader = createMirrorReads(pool);
    const { transactions } = journeyNamed('b01-redraw-full').expected;
    const [[id, transaction] = ['', null]] = Object.entries(transactions);
    const [found] = await reader.findTransactions(GATEWAY, [id]);
    expect(found?.members?.orders.map((order) => order.id)).toEqual(
      transaction?.orders.map((order) => order.id),
    );
  });

  async function countDeadlocks(): Promise<unknown> {
    await pool.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await pool.query<{ deadlocks: string }>(
      'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    return rows[0]?.deadlocks;
  }
});
