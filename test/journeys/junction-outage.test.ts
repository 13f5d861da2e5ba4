import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { GraphAnswer } from '../graphql/support/graph-server.js';
import { json } from '../junction/upstream-server.js';
import { REDRAWN } from '../results/support/results-stage.js';
import { post, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { countRows } from '../support/mirror.js';
import { useFolder } from '../support/use-folder.js';
import { useTestDatabase } from '../support/use-database.js';
import { useUpstream } from '../junction/use-junction.js';
import { useService } from '../support/use-service.js';

const { transaction, initial, redraw, webhooks, results } = REDRAWN;
const UNDER_WAY = journeyNamed('a01-walkin-initial-completed');
const [underWay = ''] = Object.keys(UNDER_WAY.expected.transactions);

const folder = useFolder();
const { pool } = useTestDatabase();
const junction = useUpstream();
const service = useService(
  () => ({
    JUNCTION_BASE_URL: junction.baseUrl,
    RESULTS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  }),
  folder,
);

/** Sets up one transaction with stored results and one in progress, then makes Junction unreachable. */
beforeAll(async () => {
  junction.answerWith((request, response) => {
    const id = /[0-9a-f-]{36}/.exec(request.url ?? '')?.[0] ?? '';
    json(id in results ? 200 : 404, results[id] ?? {})(request, response);
  });
  for (const webhook of [...webhooks, ...UNDER_WAY.webhooks.slice(0, 3)]) await deliver(webhook);
  while ((await countRows(pool, 'lab_result')) < 3) await pause(50);
  await junction.close();
}, 120_000);

async function deliver(webhook: unknown): Promise<void> {
  expect((await post(service.url, signedDelivery(JSON.stringify(webhook)))).status).toBe(200);
}

async function ask(query: string): Promise<GraphAnswer> {
  const answer = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as GraphAnswer;
}

const PARTS = `{
  id status createdAt user { id } timeline { status } resultsPdf { url }
  orders { id status origin parent { id } events { status } results { status } }
  combinedResults { status biomarkers { name value order { id } } missingBiomarkers { name } }
  redrawOutcome { complete recovered { name } }
}`;

describe('while Junction is away', () => {
  it('a finished transaction is complete, with its results', async () => {
    const { data, errors } = await ask(`{ orderTransaction(id: "${transaction}") ${PARTS} }`);

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      orderTransaction: {
        status: 'COMPLETED',
        orders: [
          { id: initial, results: { status: 'FINAL' } },
          { id: redraw, parent: { id: initial }, results: { status: 'FINAL' } },
        ],
        combinedResults: { status: 'FINAL', missingBiomarkers: [] },
        redrawOutcome: { complete: true, recovered: [{ name: 'Test Marker Ferritin' }] },
        resultsPdf: { url: expect.stringContaining('/results/pdf/') as unknown },
      },
    });
  });

  it('in an unfinished transaction, only results that are not stored yet fail, in their own fields', async () => {
    const { data, errors = [] } = await ask(`{ orderTransaction(id: "${underWay}") ${PARTS} }`);

    expect(data).toMatchObject({
      orderTransaction: {
        id: underWay,
        status: 'ACTIVE',
        orders: [{ origin: 'INITIAL', results: null }],
        combinedResults: null,
        redrawOutcome: null,
      },
    });
    expect(errors).toHaveLength(2);
    for (const { extensions } of errors) {
      expect(extensions).toEqual({ code: 'UPSTREAM_UNAVAILABLE' });
    }
    expect(errors.map((it) => it.path?.join('.')).sort()).toEqual([
      'orderTransaction.combinedResults',
      'orderTransaction.orders.0.results',
    ]);
  });

  it('lists, references, webhooks and tracking continue', async () => {
    const next = UNDER_WAY.webhooks[3];
    await deliver(next);

    const { data, errors } = await ask(`{
      orderTransactions { edges { node { id status } } }
      _entities(representations: [{ __typename: "Order", id: "${redraw}" }]) { ... on Order { status } }
    }`);
    const tracked = await ask(`mutation { trackOrder(input: {
      orderId: "00000000-0000-4000-8000-000000000001"
      orderTransactionId: "00000000-0000-4000-8000-000000000002"
      userId: "anna"
    }) { order { id } userErrors { code } } }`);

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ _entities: [{ status: 'COMPLETED' }] });
    expect(JSON.stringify(data)).toContain(underWay);
    expect(tracked).toMatchObject({ data: { trackOrder: { userErrors: [] } } });
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  });
});
