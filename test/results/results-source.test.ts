import { randomUUID } from 'node:crypto';
import type { ResultsSource } from '../../src/results/results-source.js';
import { inTurn, json } from '../junction/upstream-server.js';
import { testLogger } from '../support/logger.js';
import { createTestResults } from '../support/results.js';
import { useTestDatabase } from '../support/use-database.js';
import { useJunction } from '../junction/use-junction.js';

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';
const BODY = {
  metadata: { status: 'partial' },
  results: [{ name: 'Glucose', type: 'numeric', result: '82', value: 82 }],
};
const READ = { rawStatus: 'partial', biomarkers: [{ name: 'Glucose', value: 82 }] };

const { pool } = useTestDatabase();
const { junction, client } = useJunction({ lifetime: 'TEST' });
let source: ResultsSource;

let log: string[];

beforeEach(() => {
  log = [];
  source = createTestResults(pool, client, { logger: testLogger(log) });
});

describe('the source of results', () => {
  it('has the results of transactions and orders', async () => {
    junction.answerWith(json(200, BODY));
    expect(await source.find('TRANSACTION', [ID])).toMatchObject([READ]);
    expect(await source.find('ORDER', [ID])).toMatchObject([READ]);
    expect(junction.requests.map((request) => request.url)).toEqual([
      `/v3/order_transaction/${ID}/result`,
      `/v3/order/${ID}/result`,
    ]);
  });

  it('has null while there are none', async () => {
    junction.answerWith(json(404, { detail: 'Results are not available for order' }));
    expect(await source.find('TRANSACTION', [ID])).toEqual([null]);
  });

  it('distinguishes a response without results from a test without findings', async () => {
    junction.answerWith(json(200, { detail: 'Maintenance' }));
    expect(await source.find('ORDER', [ID])).toMatchObject([{ code: 'UPSTREAM_REJECTED' }]);
  });

  it('counts the biomarkers that could not be read, and reports it', async () => {
    const results = [...BODY.results, { name: 'TSH' }];
    junction.answerWith(json(200, { ...BODY, results }));
    expect(await source.find('ORDER', [ID])).toMatchObject([{ ...READ, unreadableBiomarkers: 1 }]);
    expect(log).toEqual([expect.stringMatching(/"count":1.*biomarkers unreadable/)]);
    expect(log.join()).not.toContain('TSH');
  });

  it('returns results in the order of the ids, each failure in its place', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const answers = [json(200, BODY), json(422, {}), json(404, {})];
    junction.answerWith((request, response) => {
      const index = ids.findIndex((id) => request.url?.includes(id));
      answers[index]?.(request, response);
    });
    expect(await source.find('ORDER', ids)).toMatchObject([
      READ,
      { code: 'UPSTREAM_REJECTED' },
      // toMatchObject requires an exact match for null.
      null,
    ]);
  });
});

describe('calls for the same thing', () => {
  it('share one request while it is in flight', async () => {
    junction.answerWith(json(200, BODY, { afterMs: 500 }));
    const answers = await Promise.all([
      source.find('TRANSACTION', [ID]),
      source.find('TRANSACTION', [ID]),
    ]);
    expect(answers).toMatchObject([[READ], [READ]]);
    expect(junction.requests).toHaveLength(1);
  });

  it('are repeated when the last one is over', async () => {
    junction.answerWith(inTurn(json(422, {}), json(200, BODY)));
    expect(await source.find('TRANSACTION', [ID])).toMatchObject([{ code: 'UPSTREAM_REJECTED' }]);
    expect(await source.find('TRANSACTION', [ID])).toMatchObject([READ]);
    expect(junction.requests).toHaveLength(2);
  });

  it('are separate for an order and a transaction', async () => {
    junction.answerWith(json(200, BODY));
    await Promise.all([source.find('TRANSACTION', [ID]), source.find('ORDER', [ID])]);
    expect(junction.requests).toHaveLength(2);
  });
});
