import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedReads } from '../../src/database/bounded-reads.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();
let reads: BoundedReads;
beforeEach(() => (reads = new BoundedReads(pool)));

/** Runs work while a lock blocks every read of order events. */
async function whileReadsWait(work: () => Promise<void>): Promise<void> {
  const blocker = await pool.connect();
  await blocker.query('BEGIN; LOCK TABLE order_event IN ACCESS EXCLUSIVE MODE');
  try {
    await work();
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
  }
}

const WAITS = { text: 'SELECT count(*) FROM order_event' };

describe('reads that wait for a lock', () => {
  it('leave a connection of the pool to writes', async () => {
    let waiting: Promise<unknown>[] = [];
    await whileReadsWait(async () => {
      waiting = Array.from({ length: 50 }, () => reads.query(WAITS));
      await sleep(100);
      expect(reads.waiting).toBe(42);
      expect(pool.waitingCount).toBe(0);
      await pool.query(
        "INSERT INTO webhook_inbox (source, key) VALUES ('WEBHOOK', 'beside reads')",
      );
    });
    await Promise.all(waiting);
  });

  it('are not begun once their callers have disconnected', async () => {
    const query = jest.spyOn(pool, 'query');
    let isAbandoned = false;
    let waiting: Promise<unknown>[] = [];
    await whileReadsWait(async () => {
      waiting = Array.from({ length: 50 }, () =>
        reads.query({ ...WAITS, isAbandoned: () => isAbandoned }),
      );
      const outcomes = Promise.allSettled(waiting);
      await sleep(100);
      isAbandoned = true;
      void outcomes;
    });
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    expect(query).toHaveBeenCalledTimes(8);
    query.mockRestore();
  });
});
