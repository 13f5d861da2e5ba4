import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { Sealer } from '../../src/database/sealer.js';
import { OrderNotices } from '../../src/ingest/order-notices.js';
import type { ResultsSource } from '../../src/results/results-source.js';
import { sealContext, StoredResults } from '../../src/results/store/stored-results.js';
import type { SubjectKind } from '../../src/store/result-subjects.js';
import { json } from '../junction/upstream-server.js';
import { withFreshIds } from '../support/messages.js';
import { createTestResults } from '../support/results.js';
import { countRows } from '../support/mirror.js';
import { useResultsStage, REDRAWN, withNextEvent, withStatusOf } from './support/results-stage.js';

const { transaction, initial, redraw, webhooks } = REDRAWN;
const LAST = webhooks.at(-1) ?? {};
const LAST_OF_INITIAL =
  webhooks.findLast(({ data }) => (data as { id: string }).id === initial) ?? {};

const stage = useResultsStage();

beforeEach(async () => {
  await stage.reset();
  stage.junction.answerWith(whole('82'));
});

/** Junction with final results. */
function whole(result: string) {
  return json(200, resultsBody(result));
}

function resultsBody(result: string, status = 'final') {
  return { metadata: { status }, results: [{ name: 'Glucose', type: 'comment', result }] };
}

/** The answer for one subject, and the number of calls to Junction. */
async function ask(kind: SubjectKind, id: string, source: ResultsSource = stage.source) {
  const before = stage.junction.requests.length;
  const [answer] = await source.find(kind, [id]);
  await stage.source.idle();
  if (answer instanceof Error) throw answer;
  return {
    result: answer?.biomarkers[0]?.result ?? null,
    calls: stage.junction.requests.length - before,
  };
}

describe('results of a finished test', () => {
  it.each<[string, SubjectKind, string]>([
    ['transaction', 'TRANSACTION', transaction],
    ['order', 'ORDER', redraw],
    ['order that a redraw was announced for', 'ORDER', initial],
  ])('are requested once for %s, then stored', async (_, kind, id) => {
    await stage.receive(webhooks);
    expect(await ask(kind, id)).toEqual({ result: '82', calls: 1 });
    expect(await ask(kind, id)).toEqual({ result: '82', calls: 0 });
  });

  it('are available when Junction is not', async () => {
    await stage.receive(webhooks);
    await ask('TRANSACTION', transaction);
    stage.junction.answerWith(json(503, {}));
    expect(await ask('TRANSACTION', transaction)).toEqual({ result: '82', calls: 0 });
    await expect(ask('ORDER', redraw)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('are stored completely, as they were read', async () => {
    stage.junction.answerWith(json(200, REDRAWN.results[transaction]));
    await stage.receive(webhooks);
    const [fetched] = await stage.source.find('TRANSACTION', [transaction]);
    const [kept] = await stage.source.find('TRANSACTION', [transaction]);
    expect(stage.junction.requests.length).toBeGreaterThan(0);
    expect(kept).toEqual(fetched);
  });
});

describe('results that must not be stored', () => {
  it.each<[string, SubjectKind, string]>([
    ['a transaction', 'TRANSACTION', transaction],
    ['an order', 'ORDER', redraw],
  ])('are requested again while %s is in progress', async (_, kind, id) => {
    await stage.receive(webhooks.slice(0, -1));
    expect(await ask(kind, id)).toEqual({ result: '82', calls: 1 });
    expect(await ask(kind, id)).toEqual({ result: '82', calls: 1 });
    expect(await countRows(stage.pool, 'lab_result')).toBe(0);
  });

  it('are requested again when there is no store', async () => {
    await stage.receive(webhooks);
    const source = createTestResults(stage.pool, stage.client);
    await ask('TRANSACTION', transaction, source);
    expect(await ask('TRANSACTION', transaction, source)).toEqual({ result: '82', calls: 1 });
    expect(await countRows(stage.pool, 'lab_result')).toBe(0);
  });

  it('are not stored for ids that the mirror does not contain', async () => {
    await ask('TRANSACTION', transaction);
    expect(await countRows(stage.pool, 'lab_result')).toBe(0);
  });
});

describe('stored results', () => {
  const corrected = withNextEvent(LAST, 'completed.walk_in_test.corrected');

  it.each<[string, SubjectKind, string, Record<string, unknown>]>([
    ['a correction, for the transaction', 'TRANSACTION', transaction, corrected],
    ['a correction, for the order', 'ORDER', redraw, corrected],
    [
      'more results of the first order, for the transaction',
      'TRANSACTION',
      transaction,
      withNextEvent(LAST_OF_INITIAL, 'sample_with_lab.walk_in_test.partial_results'),
    ],
  ])('are fetched again after %s', async (_, kind, id, event) => {
    await stage.receive(webhooks);
    await ask(kind, id);
    await stage.receive([event]);
    stage.junction.answerWith(whole('83'));
    expect(await ask(kind, id)).toEqual({ result: '83', calls: 1 });
  });

  it('are fetched again after a status that only another order’s webhook contained', async () => {
    await stage.receive(webhooks);
    await ask('ORDER', initial);
    await stage.receive([withStatusOf(initial, 'corrected', LAST)]);
    stage.junction.answerWith(whole('83'));
    expect(await ask('ORDER', initial)).toEqual({ result: '83', calls: 1 });
  });

  it.each<[string, SubjectKind, string]>([
    ['order', 'ORDER', redraw],
    ['transaction', 'TRANSACTION', transaction],
  ])(
    'are fetched again after a critical result without an event, for its %s',
    async (_, kind, id) => {
      const notices = new OrderNotices(stage.database);
      await stage.receive(webhooks);
      for (const result of ['83', '84']) {
        await ask(kind, id);
        await notices.record(redraw);
        stage.junction.answerWith(whole(result));
        expect(await ask(kind, id)).toEqual({ result, calls: 1 });
        expect(await ask(kind, id)).toEqual({ result, calls: 0 });
      }
    },
  );

  it('are served again after a repetition of known facts', async () => {
    await stage.receive(webhooks);
    await ask('TRANSACTION', transaction);
    await stage.receive(webhooks);
    expect(await ask('TRANSACTION', transaction)).toMatchObject({ calls: 0 });
  });

  it('are served for an order when only its sibling changed', async () => {
    await stage.receive(webhooks);
    await ask('ORDER', initial);
    await stage.receive([corrected]);
    expect(await ask('ORDER', initial)).toMatchObject({ calls: 0 });
  });

  it('are fetched again when they were requested before an event and arrived after it', async () => {
    await stage.receive(webhooks);
    const late = stage.junction.holdNext();
    const early = ask('TRANSACTION', transaction);
    await late.arrived;
    await stage.receive([corrected]);

    stage.junction.answerWith(whole('83'));
    expect(await ask('TRANSACTION', transaction)).toMatchObject({ result: '83' });
    late.answer(whole('82'));
    expect(await early).toMatchObject({ result: '82' });
    expect(await ask('TRANSACTION', transaction)).toEqual({ result: '83', calls: 0 });
  });
});

describe('results that another release stored', () => {
  it('are fetched again when their shape is another', async () => {
    await stage.receive(webhooks);
    await ask('ORDER', redraw);
    const version = (await stage.store.findVersions('ORDER', [redraw])).get(redraw) ?? '';
    const { keyId, sealed } = stage.sealer.seal(
      deflateRawSync(JSON.stringify({ shape: 2, rawStatus: 'final', biomarkers: [] })),
      sealContext('ORDER', redraw, version),
    );
    await stage.pool.query('UPDATE lab_result SET key_id = $2, sealed = $3 WHERE id = $1', [
      redraw,
      keyId,
      sealed,
    ]);
    stage.junction.answerWith(whole('83'));

    expect(await ask('ORDER', redraw)).toEqual({ result: '83', calls: 1 });
    expect(await ask('ORDER', redraw)).toEqual({ result: '83', calls: 0 });
  });
});

describe('results at rest', () => {
  it('are sealed', async () => {
    stage.junction.answerWith(whole('never to be seen'));
    await stage.receive(webhooks);
    await ask('TRANSACTION', transaction);
    const { rows } = await stage.pool.query<{ sealed: Buffer }>('SELECT sealed FROM lab_result');
    expect(rows[0]?.sealed.includes('Glucose')).toBe(false);
    expect(rows[0]?.sealed.includes('never to be seen')).toBe(false);
  });

  it('do not open when they were moved to another row, and are requested again', async () => {
    await stage.receive(webhooks);
    await ask('ORDER', initial);
    stage.junction.answerWith(whole('83'));
    await ask('ORDER', redraw);
    await stage.pool.query(
      `UPDATE lab_result SET sealed = (SELECT sealed FROM lab_result WHERE id = $1) WHERE id = $2`,
      [initial, redraw],
    );
    expect(await ask('ORDER', redraw)).toEqual({ result: '83', calls: 1 });
    expect(await ask('ORDER', redraw)).toEqual({ result: '83', calls: 0 });
    expect(stage.log.join()).toContain('stored results do not open');
  });

  it('are requested again when their key is gone', async () => {
    await stage.receive(webhooks);
    const { database, pool, client, logger } = stage;
    const store = new StoredResults(database, new Sealer([randomBytes(32)]), logger, pool);
    const source = createTestResults(pool, client, { store });
    await ask('ORDER', redraw, source);
    await source.idle();
    expect(await ask('ORDER', redraw)).toEqual({ result: '82', calls: 1 });
    expect(await ask('ORDER', redraw)).toEqual({ result: '82', calls: 0 });
  });

  it('are found in one statement, for one id as for all', async () => {
    await stage.receive(webhooks);
    await stage.source.find('ORDER', [initial, redraw]);
    await stage.source.idle();
    const kept = await stage.store.find('ORDER', [initial, redraw]);
    const statements = await statementsOf(() => stage.store.find('ORDER', [initial, redraw]));
    expect([...kept.keys()].sort()).toEqual([initial, redraw].sort());
    expect(statements).toBe(1);
  });

  async function statementsOf(work: () => Promise<unknown>): Promise<number> {
    const query = jest.spyOn(stage.pool, 'query');
    await work();
    const statements = query.mock.calls.length;
    query.mockRestore();
    return statements;
  }
});

describe('while the database does not accept results', () => {
  it('one reader with many results exhausts neither the pool nor the time of others', async () => {
    for (let copy = 0; copy < 20; copy++) await stage.receive(withFreshIds(webhooks));
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM order_transaction');
    const blocker = await stage.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE lab_result IN SHARE ROW EXCLUSIVE MODE');
    try {
      const ids = rows.map(({ id }) => id);
      const reading = stage.source.find('TRANSACTION', ids);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(stage.pool.waitingCount).toBe(0);
      expect(stage.pool.idleCount + 10 - stage.pool.totalCount).toBeGreaterThan(4);
      const answers = await reading;
      expect(answers.every((answer) => answer !== null && !(answer instanceof Error))).toBe(true);
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
    while ((await countRows(stage.pool, 'lab_result')) < rows.length) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});
