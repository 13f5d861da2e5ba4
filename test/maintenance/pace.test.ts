import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/data-source.js';
import { Pace } from '../../src/maintenance/pace.js';
import { openTestDatabase } from '../support/database.js';

let dataSource: DataSource;
beforeAll(async () => {
  dataSource = await openTestDatabase();
});
afterAll(() => dataSource.destroy());

/** How long one batch of 100 ms takes with its rest. */
async function timeOfBatch(pace: Pace): Promise<number> {
  const startedAt = performance.now();
  await pace.run(() => pause(100));
  return performance.now() - startedAt;
}

describe('between two batches, maintenance', () => {
  const pace = () => new Pace(dataSource, new AbortController().signal);

  it('does not rest while the service is idle', async () => {
    expect(await timeOfBatch(pace())).toBeLessThan(250);
  });

  it('rests until the service is idle', async () => {
    const busy = poolOf(dataSource).query('SELECT pg_sleep(0.25)');
    const time = await timeOfBatch(pace());
    await busy;
    expect(time).toBeGreaterThan(240);
    expect(time).toBeLessThan(390);
  });

  it('rests no longer than three times the batch, however busy the service is', async () => {
    const busy = poolOf(dataSource).query('SELECT pg_sleep(1.5)');
    const time = await timeOfBatch(pace());
    expect(time).toBeGreaterThan(390);
    expect(time).toBeLessThan(900);
    await busy;
  });

  it('stops when its job is to stop', async () => {
    const stop = new AbortController();
    const stopping = new Pace(dataSource, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(stopping.run(() => Promise.resolve())).rejects.toThrow('stopped');
  });
});
