import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { Ingester } from '../../src/ingest/ingester.js';
import { startStatusRecomputation } from '../../src/maintenance/status-recomputation.js';
import { journeyNamed } from '../support/journeys.js';
import { testLogger } from '../support/logger.js';
import { messagesOf } from '../support/messages.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();

describe('the recomputation of statuses', () => {
  it('runs in the background, and again where the process before stopped', async () => {
    const ingester = new Ingester(pool);
    const { webhooks } = journeyNamed('e01-both-cancelled');
    for (const message of messagesOf(webhooks, 'message')) await ingester.take(message);
    const statuses = async () =>
      (await pool.query<{ status: string }>('SELECT status FROM order_transaction')).rows;

    for (const minutesAgo of [60, 30]) {
      await pool.query(
        `UPDATE order_transaction SET status = 'active',
           changed_at = now() - ${minutesAgo} * interval '1 minute'`,
      );
      const recomputation = startStatusRecomputation(pool, testLogger());
      for (let waited = 0; waited < 3_000; waited += 20) {
        if ((await statuses())[0]?.status === 'cancelled') break;
        await pause(20);
      }
      await recomputation.close();
      expect(await statuses()).toEqual([{ status: 'cancelled' }]);
    }
  });

  it('stops at once, also while the database cannot be reached', async () => {
    const unreachable = new Pool({ connectionString: 'postgres://127.0.0.1:9/none' });
    const recomputation = startStatusRecomputation(unreachable, testLogger());
    await pause(50);
    const startedAt = performance.now();
    await recomputation.close();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await unreachable.end();
  });
});
