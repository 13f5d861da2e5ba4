import { setTimeout as pause } from 'node:timers/promises';
import { Pace } from '../../src/maintenance/pace.js';
import { heldLock } from '../support/held-lock.js';
import { useTestDatabase } from '../support/use-database.js';

const { dataSource } = useTestDatabase();

/** Milliseconds between the end of a batch that takes 400 ms and the start of the next one. */
async function restAfterBatch(): Promise<number> {
  const pace = new Pace(dataSource, heldLock(dataSource));
  await pace.run(() => pause(400));
  const endedAt = performance.now();
  return pace.run(() => Promise.resolve(performance.now() - endedAt));
}

/** A session of the service that has run a statement for the given number of seconds. */
const keepBusy = (seconds: number) => dataSource.query('SELECT pg_sleep($1)', [seconds]);

describe('between two batches, maintenance', () => {
  it('does not rest while the service is idle', async () => {
    expect(await restAfterBatch()).toBeLessThan(400);
  });

  it('rests until the service is idle', async () => {
    const busy = keepBusy(0.8);
    const rest = await restAfterBatch();
    await busy;
    expect(rest).toBeGreaterThan(300);
    expect(rest).toBeLessThan(1_190);
  });

  it('rests no longer than three times the batch, however busy the service is', async () => {
    const busy = keepBusy(3);
    const rest = await restAfterBatch();
    expect(rest).toBeGreaterThan(1_190);
    expect(rest).toBeLessThan(2_500);
    await busy;
  });
});

describe('maintenance', () => {
  const lock = heldLock(dataSource);
  const never = () => Promise.reject(new Error('a batch was run'));

  it('begins no batch when its job must stop', async () => {
    const stopping = heldLock(dataSource, AbortSignal.abort(new Error('stopped')));
    await expect(new Pace(dataSource, stopping).run(never)).rejects.toThrow('stopped');
  });

  it('begins no batch after another process may have taken over its job', async () => {
    const requireHeld = () => Promise.reject(new Error('the lock was lost'));
    const pace = new Pace(dataSource, { ...lock, requireHeld });
    await expect(pace.run(never)).rejects.toThrow('the lock was lost');
  });
});
