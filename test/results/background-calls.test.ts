import { setTimeout as sleep } from 'node:timers/promises';
import type { CallLimits } from '../../src/junction/call-policy.js';
import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import { Prefetcher } from '../../src/results/prefetcher.js';
import type { ResultsSource } from '../../src/results/results-source.js';
import { ResultSubjects } from '../../src/store/result-subjects.js';
import { json, silence } from '../junction/upstream-server.js';
import { createTestResults } from '../support/results.js';
import { useResultsStage } from './support/results-stage.js';

const stage = useResultsStage();
const DOWN = json(503, {});
const FOUND = json(200, { metadata: { status: 'final' }, results: [] });
const TRANSACTIONS = 30;

let closers: (() => Promise<unknown>)[];
let transactions: string[];

beforeEach(async () => {
  closers = [];
  await stage.reset();
  await stage.pool.query(
    `INSERT INTO order_transaction (id, status, changed_at)
     SELECT gen_random_uuid(), 'completed', now() FROM generate_series(1, $1)`,
    [TRANSACTIONS],
  );
  const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM order_transaction');
  transactions = rows.map(({ id }) => id);
});
afterEach(async () => {
  for (const close of closers.toReversed()) await close();
});

function connect(limits: Partial<CallLimits>): JunctionClient {
  const { baseUrl } = stage.junction;
  const client = createJunctionClient({
    baseUrl,
    apiKey: 'sk_us_test',
    limits: { firstPauseMs: 1, ...limits },
  });
  closers.push(() => client.close());
  return client;
}

/** Results as the service fetches them: with one client for callers and one for the background. */
function start(limits: Partial<CallLimits>): ResultsSource {
  const source = createTestResults(stage.pool, connect(limits), {
    store: stage.store,
    background: connect(limits),
  });
  closers.push(() => source.idle());
  return source;
}

async function find(source: ResultsSource, at: number): Promise<unknown> {
  const [answer] = await source.find('TRANSACTION', transactions.slice(at, at + 1));
  return answer;
}

/** Counts requests from now on. */
function countRequests(): () => number {
  const before = stage.junction.requests.length;
  return () => stage.junction.requests.length - before;
}

describe('results that are fetched in the background', () => {
  it('do not make Junction count as down for callers when they cannot be fetched', async () => {
    const source = start({ failuresUntilDown: 1 });
    stage.junction.answerWith(DOWN);
    await source.fetchInBackground('TRANSACTION', transactions.slice(1));
    stage.junction.answerWith(FOUND);
    expect(await find(source, 0)).toMatchObject({ rawStatus: 'final' });
  });

  it('are fetched although Junction still counts as down for callers, and none makes a call', async () => {
    const source = start({ failuresUntilDown: 1, retries: 0 });
    stage.junction.answerWith(DOWN);
    expect(await find(source, 0)).toBeInstanceOf(Error);
    stage.junction.answerWith(FOUND);
    await source.fetchInBackground('TRANSACTION', transactions);
    await source.idle();
    expect((await stage.store.findVersions('TRANSACTION', transactions)).size).toBe(TRANSACTIONS);
  });

  it('cost a few calls, not several for each, while Junction is down', async () => {
    const source = start({ failuresUntilDown: 5 });
    const { pool, store, logger } = stage;
    const prefetcher = new Prefetcher(new ResultSubjects(pool), store, source, logger);
    closers.push(() => prefetcher.close());
    stage.junction.answerWith(DOWN);
    const requests = countRequests();
    prefetcher.enqueue(transactions);
    while (requests() === 0) await sleep(20);
    await sleep(1_500);
    expect(requests()).toBeLessThan(20);
  });

  it('take no slot of callers while Junction hangs', async () => {
    const source = start({ concurrency: 4, deadlineMs: 2_000 });
    stage.junction.answerWith(silence);
    const requests = countRequests();
    const hanging = source.fetchInBackground('TRANSACTION', transactions.slice(1));
    while (requests() < 4) await sleep(5);
    stage.junction.answerWith(FOUND);
    const startedAt = performance.now();
    expect(await find(source, 0)).toMatchObject({ rawStatus: 'final' });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await hanging;
  });

  it('are shared with a caller who requests them at the same time', async () => {
    const source = start({});
    const held = stage.junction.holdNext();
    const requests = countRequests();
    const fetched = source.fetchInBackground('TRANSACTION', transactions.slice(0, 1));
    await held.arrived;
    const found = find(source, 0);
    await sleep(50);
    held.answer(FOUND);
    expect(await found).toMatchObject({ rawStatus: 'final' });
    await fetched;
    expect(requests()).toBe(1);
  });
});
