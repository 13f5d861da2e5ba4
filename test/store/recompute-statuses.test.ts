import { Client } from 'pg';
import { Ingester } from '../../src/ingest/ingester.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { CHANNEL, readAnnouncement } from '../../src/orders/live/announce.js';
import { recomputeStatuses } from '../../src/store/write/recompute-statuses.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf, withFreshIds } from '../support/messages.js';
import { useTestDatabase } from '../support/use-database.js';

/** Its transaction is cancelled. The tests store it as active, as an earlier rule did. */
const cancelled = journeyNamed('e01-both-cancelled');
const completed = journeyNamed('a01-walkin-initial-completed');

const { pool } = useTestDatabase('TEST');
let listener: Client;
let notified: string[] = [];

beforeAll(async () => {
  listener = new Client({ connectionString: testDatabaseUrl() });
  await listener.connect();
  listener.on('notification', ({ payload = '' }) => {
    notified.push(...readAnnouncement(payload).map(({ transactionId }) => transactionId));
  });
  await listener.query(`LISTEN ${CHANNEL}`);
});
afterAll(async () => {
  await listener.end();
});

interface StoredTransaction {
  id: string;
  status: string;
  changed_at: string;
}

async function stored(): Promise<StoredTransaction[]> {
  const { rows } = await pool.query<StoredTransaction>(
    'SELECT id, status, changed_at FROM order_transaction ORDER BY id',
  );
  return rows;
}

/**
 * Stores the given number of transactions of each journey an hour ago. The cancelled ones have a status of an earlier
 * rule.
 */
async function storeByEarlierRule(count: number): Promise<void> {
  const ingester = new Ingester(pool);
  const webhooks = Array.from({ length: count }, () => [
    ...withFreshIds(cancelled.webhooks),
    ...withFreshIds(completed.webhooks),
  ]);
  await Promise.all(messagesOf(webhooks.flat(), 'message').map((it) => ingester.take(it)));
  await pool.query(`UPDATE order_transaction SET changed_at = now() - interval '1 hour'`);
  await pool.query(`UPDATE order_transaction SET status = 'active' WHERE status = 'cancelled'`);
  await listener.query('SELECT 1');
  notified = [];
}

async function recomputeAll(): Promise<number> {
  let batches = 0;
  while ((await recomputeStatuses(pool)) === 'RECOMPUTED') batches += 1;
  await listener.query('SELECT 1');
  return batches;
}

describe('after an upgrade from a release that did not store the action of the patient', () => {
  const FORGET = `UPDATE order_transaction
    SET patient_action = NULL, has_redraw = NULL, is_critical = NULL, order_statuses = NULL`;
  const SERVED = 'SELECT id, patient_action, order_statuses, changed_at FROM order_transaction';

  it('stores it and what lists are filtered by, and changes nothing that clients poll by', async () => {
    await storeByEarlierRule(2);
    await recomputeAll();
    await pool.query(`UPDATE order_transaction SET changed_at = now() - interval '1 hour'`);
    await pool.query('DELETE FROM status_recomputation');
    const { rows: before } = await pool.query(SERVED);
    await pool.query(FORGET);
    await listener.query('SELECT 1');
    notified = [];

    await recomputeAll();

    expect((await pool.query(SERVED)).rows).toEqual(expect.arrayContaining(before));
    expect(before.map((row) => (row as { patient_action: string }).patient_action).sort()).toEqual([
      ...['NONE', 'NONE', 'VIEW_RESULTS', 'VIEW_RESULTS'],
    ]);
    expect(notified).toEqual([]);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('starts over where that release was started again after the recomputation had finished', async () => {
    await storeByEarlierRule(1);
    await recomputeAll();
    await pool.query(`UPDATE status_recomputation SET reached_at = 'infinity'`);
    expect(await recomputeStatuses(pool)).toBe('FINISHED');
    const { rows: before } = await pool.query(SERVED);
    // Simulates the earlier release: it inserts a row without an action, and updates another row but not its action.
    await pool.query(`UPDATE order_transaction SET changed_at = now() - interval '1 hour'`);
    await pool.query(`${FORGET} WHERE status = 'completed'`);
    await pool.query(
      `UPDATE order_transaction SET patient_action = 'WAIT' WHERE status = 'cancelled'`,
    );

    expect(await recomputeStatuses(pool)).toBe('RECOMPUTED');

    const actionOf = (row: object) => (row as { patient_action: string }).patient_action;
    const { rows: after } = await pool.query<object>(SERVED);
    expect(after.map(actionOf).sort()).toEqual(before.map(actionOf).sort());
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('corrects what an instance of that release leaves behind: a stale action is a visible change', async () => {
    await storeByEarlierRule(1);
    await recomputeAll();
    await pool.query(
      `UPDATE order_transaction
       SET changed_at = now() - interval '1 minute', order_statuses = '{ordered}',
         patient_action = CASE patient_action WHEN 'NONE' THEN 'WAIT' ELSE patient_action END`,
    );
    await pool.query('DELETE FROM status_recomputation');
    await listener.query('SELECT 1');
    notified = [];

    await recomputeAll();

    const { rows } = await pool.query<StoredTransaction>(SERVED);
    const recent = rows.filter(({ changed_at }) => Date.parse(changed_at) > Date.now() - 30_000);
    expect(notified).toEqual(recent.map(({ id }) => id));
    expect(notified).toHaveLength(1);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });
});

describe('after an upgrade that changes the rule for the status', () => {
  it('recomputes exactly the rows that differ, each in one visible change', async () => {
    await storeByEarlierRule(3);
    const before = await stored();
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(false);

    await recomputeAll();

    const after = await stored();
    const differing = before.filter(({ status }) => status === 'active').map(({ id }) => id);
    expect(differing).toHaveLength(3);
    for (const [index, { id, status, changed_at }] of after.entries()) {
      const differs = differing.includes(id);
      expect(status).toBe(differs ? 'cancelled' : 'completed');
      expect(changed_at > (before[index]?.changed_at ?? '')).toBe(differs);
    }
    expect(notified.sort()).toEqual(differing);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('continues in batches, also when instances take turns, and visits rows of equal times once', async () => {
    await storeByEarlierRule(120);
    const batches = await Promise.all([recomputeAll(), recomputeAll(), recomputeAll()]);
    await recomputeAll();

    expect((await stored()).map(({ status }) => status)).not.toContain('active');
    expect(notified).toHaveLength(120);
    expect(new Set(notified).size).toBe(120);
    // 240 rows in batches of 100. Rows that the recomputation changed are too recent to be visited again.
    expect(batches.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(3);
  });

  it('includes what an instance of the previous release writes during the roll-out', async () => {
    await storeByEarlierRule(1);
    await recomputeAll();
    await pool.query(
      `UPDATE order_transaction SET status = 'active', changed_at = now() - interval '1 minute'
       WHERE status = 'cancelled'`,
    );
    expect(await recomputeStatuses(pool)).toBe('RECOMPUTED');
    expect((await stored()).map(({ status }) => status)).not.toContain('active');
  });

  it('finishes once the roll-out is over, and reads nothing any more', async () => {
    await storeByEarlierRule(1);
    await recomputeAll();
    expect(await recomputeStatuses(pool)).toBe('WAITING');
    await pool.query(`UPDATE status_recomputation SET started_at = now() - interval '1 hour'`);
    expect(await recomputeStatuses(pool)).toBe('WAITING');
    expect(await recomputeStatuses(pool)).toBe('FINISHED');
  });

  it('has nothing to do in a database without transactions', async () => {
    expect(await recomputeStatuses(pool)).toBe('FINISHED');
  });

  it('counts as a visible change also when a webhook arrives before the batch', async () => {
    await storeByEarlierRule(1);
    const [again] = messagesOf(cancelled.webhooks, 'again');
    if (!again?.fact) throw new Error('the journey has no order webhook');
    const [differing] = (await stored()).filter(({ status }) => status === 'active');
    const block = { transactionId: differing?.id ?? '', status: 'active', entries: [] };

    const message = { source: 'REST' as const, key: 'stale', eventType: null };
    await new Ingester(pool).take({ ...message, fact: { kind: 'TRANSACTION', block } });
    await listener.query('SELECT 1');

    expect((await stored()).find(({ id }) => id === differing?.id)?.status).toBe('cancelled');
    expect(notified).toEqual([differing?.id]);
  });
});
