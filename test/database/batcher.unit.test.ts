import { Batcher } from '../../src/database/batcher.js';

const LIMITS = { batches: 1, batchSize: 128, waiting: 1_000 };
const items = Array.from({ length: 100 }, (_, index) => index);

/** Submits all items to a batcher whose work fails for batches that contain a bad item. */
async function submitAll(bad: readonly number[], failure: Error) {
  const batches: (readonly number[])[] = [];
  const batcher = new Batcher((batch: readonly number[]) => {
    batches.push(batch);
    return batch.some((item) => bad.includes(item))
      ? Promise.reject(failure)
      : Promise.resolve(batch);
  }, LIMITS);
  const outcomes = await Promise.allSettled(items.map((item) => batcher.submit(item)));
  const failed = outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
  return { batches, failed };
}

function databaseError(code: string): Error {
  return Object.assign(new Error('failed'), { code });
}

describe('a batch that fails', () => {
  it.each(['22001', '23505', '53200', '57014', '55P03', 'XX000', '42P01'])(
    'is split until only the item at fault fails (%s)',
    async (code) => {
      const { batches, failed } = await submitAll([17], databaseError(code));
      expect(failed).toEqual([17]);
      expect(batches.length).toBeLessThan(20);
    },
  );

  it('is split for several items at fault', async () => {
    const { failed } = await submitAll([0, 50, 99], databaseError('22001'));
    expect(failed).toEqual([0, 50, 99]);
  });

  it.each(['57P01', '08006', '25006', '53100', '53300', 'ECONNREFUSED'])(
    'fails every item at once when the server failed (%s)',
    async (code) => {
      const { batches, failed } = await submitAll([17], databaseError(code));
      expect(failed).toEqual(items);
      expect(batches).toHaveLength(1);
    },
  );

  it('is given up after ten seconds, with an error that is not the fault of the items', async () => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    const batcher = new Batcher(() => {
      now += 6_000;
      return Promise.reject(databaseError('22001'));
    }, LIMITS);
    const outcomes = await Promise.allSettled(items.map((item) => batcher.submit(item)));
    clock.mockRestore();
    expect(outcomes[0]).toMatchObject({ reason: { code: 'BATCH_ABANDONED' } });
    expect(outcomes[99]).toMatchObject({ reason: { code: 'BATCH_ABANDONED' } });
  });
});
