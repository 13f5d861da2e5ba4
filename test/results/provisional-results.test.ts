import { setTimeout as pause } from 'node:timers/promises';
import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import { Refetcher } from '../../src/results/refetcher.js';
import { StoredResults } from '../../src/results/store/stored-results.js';
import type { ResultsSource } from '../../src/results/results-source.js';
import { json } from '../junction/upstream-server.js';
import { createTestResults } from '../support/results.js';
import { useResultsStage, REDRAWN } from './support/results-stage.js';

const { transaction, redraw, webhooks } = REDRAWN;

const stage = useResultsStage();
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  await stage.reset();
  stage.junction.answerWith(results('4.0'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function results(value: string) {
  const glucose = { name: 'Glucose', type: 'numeric', result: value, value: Number(value) };
  return json(200, { metadata: { status: 'final' }, results: [glucose] });
}
const noResults = json(404, { detail: 'none' });

/** Ingests the journey, with its newest event the given number of seconds ago. */
async function completeAgo(seconds: number): Promise<void> {
  await stage.receive(webhooks);
  await stage.pool.query(
    `UPDATE order_event SET created_at = created_at +
       (now() - $1 * interval '1 second' - (SELECT max(created_at) FROM order_event))`,
    [seconds],
  );
  await stage.pool.query(`UPDATE lab_order SET record = record - 'claim'`);
}

/** Moves all stored times into the past. */
async function pass(minutes: number): Promise<void> {
  const by = `$1 * interval '1 minute'`;
  await stage.pool.query(`UPDATE order_event SET created_at = created_at - ${by}`, [minutes]);
  await stage.pool.query(
    `UPDATE lab_result SET fetched_at = fetched_at - ${by}, refetch_at = refetch_at - ${by}`,
    [minutes],
  );
}

async function find(source = stage.source): Promise<string | null> {
  const [answer] = await source.find('TRANSACTION', [transaction]);
  if (answer instanceof Error) throw answer;
  await source.idle();
  return answer?.biomarkers[0]?.result ?? null;
}

async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const before = stage.junction.requests.length;
  await work();
  return stage.junction.requests.length - before;
}

interface Row {
  final: boolean;
  fetchedAge: number;
  refetchIn: number | null;
}

async function row(): Promise<Row | undefined> {
  const { rows } = await stage.pool.query<Row>(
    `SELECT final, extract(epoch FROM now() - fetched_at)::float8 / 60 AS "fetchedAge",
       extract(epoch FROM refetch_at - now())::float8 / 60 AS "refetchIn"
     FROM lab_result WHERE id = $1`,
    [transaction],
  );
  return rows[0];
}

/** Acts as a separate process, as far as results are concerned. */
function startProcess(): { source: ResultsSource; refetcher: Refetcher } {
  const { database, pool, logger } = stage;
  const client: JunctionClient = createJunctionClient({
    baseUrl: stage.junction.baseUrl,
    apiKey: 'sk_us_test',
    limits: { failuresUntilDown: 1_000, firstPauseMs: 1 },
  });
  const store = new StoredResults(database, stage.sealer, logger, pool);
  const source = createTestResults(pool, client, { store });
  const refetcher = new Refetcher(store, source, logger);
  closers.push(async () => {
    await refetcher.close();
    await source.idle();
    await client.close();
  });
  return { source, refetcher };
}

/** Waits until the stored answer was fetched within the last seconds. */
async function refetched(): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 20) {
    const stored = await row();
    if (stored && stored.fetchedAge < 0.5 && (stored.refetchIn ?? 1) > 0) return;
    await pause(20);
  }
  throw new Error('not fetched again');
}

describe('results fetched soon after the event', () => {
  it('are served from the store, and scheduled', async () => {
    await completeAgo(2);
    expect(await find()).toBe('4.0');
    expect(await callsOf(find)).toBe(0);
    const stored = await row();
    expect(stored?.final).toBe(false);
    expect(stored?.refetchIn).toBeCloseTo(58 / 60, 1);
  });

  it.each([
    ['5 seconds', 1],
    ['20 minutes', 3],
  ])('are corrected without another webhook when Junction lags by %s', async (_, refetches) => {
    startProcess();
    await completeAgo(1);
    expect(await find()).toBe('4.0');
    const ages = [1, 10, 60];
    let passed = 0;
    for (const [index, age] of ages.entries()) {
      if (index + 1 >= refetches) stage.junction.answerWith(results('7.9'));
      expect(
        await callsOf(async () => {
          await pass(age - passed);
          passed = age;
          await refetched();
        }),
      ).toBe(1);
      expect(await find()).toBe(index + 1 >= refetches ? '7.9' : '4.0');
    }
    expect(await row()).toMatchObject({ final: true, refetchIn: null });
    // Four calls for the transaction: the first one and three retries.
    await pass(60 * 24);
    expect(
      await callsOf(async () => {
        await find();
        await pause(1_200);
      }),
    ).toBe(0);
  });

  it('are corrected when there were none at first', async () => {
    startProcess();
    stage.junction.answerWith(noResults);
    await completeAgo(1);
    expect(await find()).toBeNull();
    stage.junction.answerWith(results('7.9'));
    await pass(1);
    await refetched();
    expect(await find()).toBe('7.9');
  });

  it('are fetched again by the next process after a restart', async () => {
    await completeAgo(1);
    await find(startProcess().source);
    for (const close of closers.splice(0)) await close();
    stage.junction.answerWith(results('7.9'));
    await pass(30);
    startProcess();
    await refetched();
    expect(await find()).toBe('7.9');
  });

  it('are fetched again once by three processes', async () => {
    await completeAgo(1);
    await find();
    stage.junction.answerWith(results('7.9'));
    [1, 2, 3].forEach(startProcess);
    const calls = await callsOf(async () => {
      await pass(1);
      await refetched();
      await pause(1_200);
    });
    expect(calls).toBe(1);
  });

  it('stay in the store while Junction fails, and are fetched again after a while', async () => {
    startProcess();
    await completeAgo(1);
    await find();
    stage.junction.answerWith(json(503, {}));
    await callsOf(() => pass(1).then(() => pause(1_500)));
    expect(await find()).toBe('4.0');
    const stored = await row();
    expect(stored?.refetchIn).toBeGreaterThan(0.5);
    stage.junction.answerWith(results('7.9'));
    await pass(1);
    await refetched();
    expect(await find()).toBe('7.9');
  });

  it('are removed when the test continues after all', async () => {
    startProcess();
    await completeAgo(1);
    await find();
    await stage.pool.query(`UPDATE order_transaction SET status = 'active' WHERE id = $1`, [
      transaction,
    ]);
    await pass(1);
    for (let waited = 0; waited < 3_000 && (await row()); waited += 50) await pause(50);
    expect(await row()).toBeUndefined();
  });
});

describe('results of an old event', () => {
  it('are final at once, and cost one call', async () => {
    await completeAgo(3_601);
    expect(await callsOf(find)).toBe(1);
    expect(await row()).toMatchObject({ final: true, refetchIn: null });
  });

  it('are provisional again after a notice, which can lag as well', async () => {
    await completeAgo(3_601);
    await stage.pool.query('INSERT INTO order_notice VALUES ($1, now())', [redraw]);
    await find();
    expect((await row())?.refetchIn).toBeCloseTo(1, 1);
  });

  it.each<[string, ReturnType<typeof json>, string | null]>([
    ['there are none', noResults, null],
    ['the list is empty', json(200, { metadata: {}, results: [] }), null],
    [
      'Junction calls them partial',
      json(200, {
        metadata: { status: 'partial' },
        results: [{ name: 'A', type: 'comment', result: '4.0' }],
      }),
      '4.0',
    ],
  ])('are fetched again on demand, at most hourly, while %s', async (_, answer, first) => {
    stage.junction.answerWith(answer);
    await completeAgo(3_601);
    expect(await find()).toBe(first);
    expect(await row()).toMatchObject({ final: false, refetchIn: null });
    await pass(59);
    expect(await callsOf(find)).toBe(0);

    await pass(2);
    stage.junction.answerWith(json(422, {}));
    expect(await find()).toBe(first);
    stage.junction.answerWith(results('7.9'));
    expect(await find()).toBe('7.9');
    expect(await row()).toMatchObject({ final: true });
  });

  it('count from when it was stored, when Junction dates it into the future', async () => {
    await completeAgo(-86_400);
    await find();
    expect((await row())?.refetchIn).toBeCloseTo(1, 1);
  });
});

describe('the response that there are no results yet', () => {
  const ongoing = webhooks.slice(0, 1);

  it.each([true, false])('is cached until the next event, with a store: %p', async (stored) => {
    const source = createTestResults(stage.pool, stage.client, {
      store: stored ? stage.store : null,
    });
    stage.junction.answerWith(noResults);
    await stage.receive(ongoing);
    expect(await callsOf(() => find(source))).toBe(1);
    expect(await callsOf(() => find(source))).toBe(0);
    await stage.receive(webhooks.slice(1, 2));
    expect(await callsOf(() => find(source))).toBe(1);
  });

  it('does not hide existing results', async () => {
    const source = createTestResults(stage.pool, stage.client);
    await stage.receive(ongoing);
    expect(await callsOf(() => find(source))).toBe(1);
    expect(await callsOf(() => find(source))).toBe(1);
  });

  it('costs ten calls for ten transactions, and none for the next query', async () => {
    const source = createTestResults(stage.pool, stage.client);
    stage.junction.answerWith(noResults);
    await stage.pool.query(
      `INSERT INTO order_transaction (id, status, changed_at)
       SELECT gen_random_uuid(), 'active', now() FROM generate_series(1, 10)`,
    );
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM order_transaction');
    const ids = rows.map(({ id }) => id);
    expect(await callsOf(() => source.find('TRANSACTION', ids))).toBe(10);
    expect(await callsOf(() => source.find('TRANSACTION', ids))).toBe(0);
  });
});
