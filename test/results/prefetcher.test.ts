import { setTimeout as sleep } from 'node:timers/promises';
import { Ingester } from '../../src/ingest/ingester.js';
import { Prefetcher } from '../../src/results/prefetcher.js';
import { ResultSubjects } from '../../src/store/result-subjects.js';
import { json } from '../junction/upstream-server.js';
import { receive, useResultsStage, REDRAWN } from './support/results-stage.js';

const { transaction, initial, redraw, webhooks, results } = REDRAWN;

const stage = useResultsStage();
let prefetcher: Prefetcher;
let ingester: Ingester;
let requestsBefore: number;

beforeEach(async () => {
  await stage.reset();
  stage.junction.answerWith((request, response) => {
    json(200, results[request.url?.split('/').at(-2) ?? ''])(request, response);
  });
  requestsBefore = stage.junction.requests.length;
  prefetcher = new Prefetcher(
    new ResultSubjects(stage.pool),
    stage.store,
    stage.source,
    stage.logger,
  );
  ingester = new Ingester(stage.pool, {
    onChanged: (transactionIds) => prefetcher.enqueue(transactionIds),
  });
});
afterEach(() => prefetcher.close());

function asked(): string[] {
  return stage.junction.requests.slice(requestsBefore).map(({ url }) => url ?? '');
}

/** Delivers the last webhook separately: nothing is fetched before it, however slowly the others are ingested. */
async function hearTheLast(messages: readonly Record<string, unknown>[]): Promise<void> {
  await receive(new Ingester(stage.pool), messages.slice(0, -1));
  await receive(ingester, messages.slice(-1));
}

/** The ids of the stored results, once there are the given number of rows. */
async function kept(rows: number): Promise<string[]> {
  for (;;) {
    const found = await stage.pool.query<{ id: string }>('SELECT id FROM lab_result');
    if (found.rows.length >= rows) return found.rows.map(({ id }) => id).sort();
    await sleep(20);
  }
}

describe('the webhook that completes a transaction', () => {
  it('causes one fetch of its results and of those of each finished order', async () => {
    await hearTheLast(webhooks);

    expect(await kept(3)).toEqual([transaction, initial, redraw].sort());
    expect(asked().sort()).toEqual(
      [
        `/v3/order_transaction/${transaction}/result`,
        `/v3/order/${initial}/result`,
        `/v3/order/${redraw}/result`,
      ].sort(),
    );
  });

  it('is ingested while Junction has not answered yet', async () => {
    const held = stage.junction.holdNext();
    await hearTheLast(webhooks);
    await held.arrived;

    held.answer(json(422, {}));
    await kept(2);
  });
});

it('results of an order are fetched when a redraw is announced for it', async () => {
  await hearTheLast(webhooks.slice(0, -1));
  expect(await kept(1)).toEqual([initial]);
});

it('results that cannot be fetched are left to the first request', async () => {
  stage.junction.answerWith(json(422, {}));
  await hearTheLast(webhooks);
  while (asked().length < 3) await sleep(20);

  stage.junction.answerWith(json(200, results[transaction]));
  const [answer] = await stage.source.find('TRANSACTION', [transaction]);
  expect(answer).toMatchObject({ rawStatus: 'final' });
});

it('many transactions are fetched a few at a time', async () => {
  await stage.pool.query(
    `INSERT INTO order_transaction (id, status, changed_at)
     SELECT gen_random_uuid(), 'completed', now() FROM generate_series(1, 20)`,
  );
  const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM order_transaction');
  let open = 0;
  let peak = 0;
  stage.junction.answerWith((request, response) => {
    peak = Math.max(peak, ++open);
    response.once('close', () => open--);
    json(200, results[transaction], { afterMs: 20 })(request, response);
  });

  prefetcher.enqueue(rows.map(({ id }) => id));

  expect(await kept(20)).toHaveLength(20);
  expect(peak).toBeLessThanOrEqual(4);
});

it('no further request is sent once it is closed', async () => {
  await hearTheLast(webhooks);
  await prefetcher.close();
  const before = asked().length;
  prefetcher.enqueue([transaction]);
  await sleep(300);
  expect(asked()).toHaveLength(before);
});
