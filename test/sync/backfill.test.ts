import { instantOf } from '../../src/junction/instant.js';
import { backfill } from '../../src/sync/backfill.js';
import { readProgress } from '../../src/sync/progress.js';
import { DAY_MS } from '../../src/sync/window.js';
import { json } from '../junction/upstream-server.js';
import { healing, listing, ordersOf } from './support/healing.js';

const SINCE = instantOf(new Date(Date.now() - 5.5 * DAY_MS));
import { useStage } from './support/stage.js';

const stage = useStage();

/** The starts of the requested windows so far, in order, each once. */
function windowsAskedFor(): string[] {
  const starts = stage.junction.requests.map(({ url }) =>
    new URL(url ?? '', stage.junction.baseUrl).searchParams.get('updated_start_date'),
  );
  return [...new Set(starts.filter((start) => start !== null))];
}

describe('a backfill', () => {
  it('reads a day at a time up to now, each a little into the one before', async () => {
    stage.junction.answerWith(listing(() => ordersOf(2)));
    const progress: [number, number][] = [];

    const { counts } = await backfill({
      ...healing(stage),
      since: SINCE,
      onProgress: (done, windows) => progress.push([done, windows]),
    });

    const starts = windowsAskedFor().map((start) => Date.parse(start));
    expect(starts).toHaveLength(6);
    expect(starts[0]).toBe(Date.parse(SINCE) - 300_000);
    expect(starts.slice(1).map((start, index) => start - (starts[index] ?? 0))).toEqual(
      Array(5).fill(DAY_MS),
    );
    expect(progress[0]).toEqual([0, 6]);
    expect(progress.at(-1)).toEqual([6, 6]);
    expect(counts).toMatchObject({ found: 2, created: 2, failed: 0 });
  });

  it('continues where it was interrupted, and begins again once everything is loaded', async () => {
    let answers = 0;
    const list = listing(() => []);
    stage.junction.answerWith((request, response) => {
      (++answers > 3 ? json(500, {}) : list)(request, response);
    });
    const parts = { ...healing(stage), since: SINCE };
    expect((await backfill(parts)).failures).toHaveLength(1);
    const before = windowsAskedFor();
    expect(before).toHaveLength(4);

    stage.junction.answerWith(list);
    expect((await backfill(parts)).failures).toEqual([]);
    expect(windowsAskedFor()).toHaveLength(6);
    expect(windowsAskedFor().slice(0, 4)).toEqual(before);
    expect(await readProgress(stage.dataSource.manager, 'BACKFILL')).toBeNull();
  });

  it('does not count a window with a broken order as done', async () => {
    const [order] = ordersOf(1);
    stage.junction.answerWith(listing(() => [{ ...order, created_at: 'yesterday' }]));
    const { failures } = await backfill({ ...healing(stage), since: SINCE });
    expect(failures).toEqual([{ subject: `order ${order?.id}`, reason: 'unreadable: CREATED_AT' }]);
    expect(await readProgress(stage.dataSource.manager, 'BACKFILL')).toBeNull();
    expect(windowsAskedFor()).toHaveLength(6);
  });

  it('is independent of an unfinished one since another time', async () => {
    stage.junction.answerWith(json(500, {}));
    await backfill({ ...healing(stage), since: SINCE });
    const earlier = instantOf(new Date(Date.parse(SINCE) - DAY_MS));
    stage.junction.answerWith(listing(() => []));
    await backfill({ ...healing(stage), since: earlier });
    expect(windowsAskedFor()).toContain(instantOf(new Date(Date.parse(earlier) - 300_000)));
  });
});
