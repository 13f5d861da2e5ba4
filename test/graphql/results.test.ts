import type { RequestListener } from 'node:http';
import { createMirrorReads } from '../../src/store/read/index.js';
import { json } from '../junction/upstream-server.js';
import { emptyTables } from '../support/empty-tables.js';
import { journeyNamed } from '../support/journeys.js';
import { useGraphServer } from './support/graph-server.js';
import {
  INITIAL_ORDER,
  insertOrder,
  insertTransaction,
  REDRAW_ORDER,
  TRANSACTION,
} from './support/mirror-rows.js';
import type { ResultsSource } from '../../src/results/results-source.js';
import { createTestResults } from '../support/results.js';
import { useTestDatabase } from '../support/use-database.js';
import { useJunction } from '../junction/use-junction.js';

/** The recorded results of the same ids. */
const recorded = journeyNamed('b01-redraw-full').results;

const { pool } = useTestDatabase();
const { junction, client } = useJunction();
let results: ResultsSource;
const graph = useGraphServer(() => ({
  mirror: createMirrorReads(pool),
  results: { find: (kind, ids) => results.find(kind, ids) },
}));

beforeEach(async () => {
  // Each test starts with an empty cache.
  results = createTestResults(pool, client);
  await emptyTables(pool);
  junction.answerWith(recordedResults());
  await insertTransaction(pool);
  await insertOrder(pool, { id: INITIAL_ORDER, origin: 'initial', sample_id: 'T1955183234' });
  await insertOrder(pool, { id: REDRAW_ORDER, origin: 'redraw', sample_id: 'T7483334986' });
});

describe('lab results', () => {
  it('name the order whose sample gave a value', async () => {
    const { data, errors } = await askTransaction(
      'combinedResults { status interpretation biomarkers { slug type value timestamp order { id origin } } }',
    );

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      orderTransaction: {
        combinedResults: {
          status: 'FINAL',
          interpretation: 'NORMAL',
          biomarkers: expect.arrayContaining([
            {
              slug: 'test-marker-glucose',
              type: 'NUMERIC',
              value: 82.73194628,
              timestamp: '2026-03-06T10:02:16.000Z',
              order: { id: INITIAL_ORDER, origin: 'INITIAL' },
            },
            expect.objectContaining({
              slug: 'test-marker-ferritin',
              order: { id: REDRAW_ORDER, origin: 'REDRAW' },
            }),
          ]) as unknown,
        },
      },
    });
  });

  it('name no order where the sample belongs to none', async () => {
    await pool.query('UPDATE lab_order SET sample_id = NULL');

    const { data } = await askTransaction(
      'redrawOrder { results { biomarkers { order { id } } } }',
    );

    expect(data).toEqual({
      orderTransaction: { redrawOrder: { results: { biomarkers: [{ order: null }] } } },
    });
  });

  it('are null while there are none', async () => {
    junction.answerWith(json(404, { detail: 'Results are not available' }));

    expect(await askTransaction('combinedResults { status }')).toEqual({
      data: { orderTransaction: { combinedResults: null } },
    });
  });

  it('are requested once, however often they are selected', async () => {
    const before = junction.requests.length;

    await askTransaction(
      'combinedResults { status } orders { transaction { combinedResults { status } } }',
    );

    expect(junction.requests.length - before).toBe(1);
  });

  it('fail in their own field only', async () => {
    junction.answerWith(recordedResults({ refused: INITIAL_ORDER }));

    const { data, errors } = await askTransaction(
      'status orders { id results { status } } combinedResults { status }',
    );

    expect(data).toEqual({
      orderTransaction: {
        status: 'ACTIVE',
        orders: [
          { id: INITIAL_ORDER, results: null },
          { id: REDRAW_ORDER, results: { status: 'FINAL' } },
        ],
        combinedResults: { status: 'FINAL' },
      },
    });
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'Junction sent no usable response.',
        path: ['orderTransaction', 'orders', 0, 'results'],
        extensions: { code: 'UPSTREAM_REJECTED' },
      }),
    ]);
  });
});

describe('the outcome of a redraw', () => {
  const SELECTION =
    'redrawOutcome { complete recovered { slug value order { origin } } stillMissing { slug inferredFailureType } }';

  it('names what the redraw recovered, and from which sample', async () => {
    const { data } = await askTransaction(SELECTION);

    expect(data).toEqual({
      orderTransaction: {
        redrawOutcome: {
          complete: true,
          recovered: [
            { slug: 'test-marker-ferritin', value: 215.73194628, order: { origin: 'REDRAW' } },
          ],
          stillMissing: [],
        },
      },
    });
  });

  it('has recovered nothing where the redraw was cancelled', async () => {
    await pool.query(`UPDATE lab_order SET status = 'cancelled' WHERE origin = 'redraw'`);
    junction.answerWith(json(200, recorded[INITIAL_ORDER]));

    const { data } = await askTransaction(SELECTION);

    expect(data).toEqual({
      orderTransaction: {
        redrawOutcome: {
          complete: false,
          recovered: [],
          stillMissing: [
            {
              slug: 'test-marker-ferritin',
              inferredFailureType: expect.any(String) as unknown,
            },
          ],
        },
      },
    });
  });

  it('is null without a redraw, and costs no call then', async () => {
    await pool.query(`UPDATE lab_order SET origin = 'recreation' WHERE origin = 'redraw'`);
    const before = junction.requests.length;

    expect(await askTransaction(SELECTION)).toEqual({
      data: { orderTransaction: { redrawOutcome: null } },
    });
    expect(junction.requests.length - before).toBe(0);
  });

  it('is null while the first order has no results', async () => {
    junction.answerWith(json(404, { detail: 'Results are not available' }));

    expect(await askTransaction(SELECTION)).toEqual({
      data: { orderTransaction: { redrawOutcome: null } },
    });
  });

  it.each([
    [
      'the parent of the redraw',
      `UPDATE lab_order SET origin = 'recreation', status = NULL, parent_id = NULL WHERE origin = 'initial';
      UPDATE lab_order SET parent_id = '${INITIAL_ORDER}' WHERE origin = 'redraw'`,
    ],
    [
      'the order that a redraw was announced for',
      `UPDATE lab_order SET origin = 'recreation',
      status = 'collecting_sample.walk_in_test.redraw_available' WHERE origin = 'initial'`,
    ],
    ['the initial order', 'UPDATE lab_order SET status = NULL'],
  ])('compares with %s', async (_, changes) => {
    await pool.query(changes);

    const { data } = await askTransaction('redrawOutcome { recovered { slug } }');

    expect(data).toEqual({
      orderTransaction: { redrawOutcome: { recovered: [{ slug: 'test-marker-ferritin' }] } },
    });
  });

  it('fails in its own field when Junction cannot be reached', async () => {
    junction.answerWith(json(403, { detail: 'no' }));

    expect(await askTransaction('status redrawOutcome { complete }')).toEqual({
      data: { orderTransaction: { status: 'ACTIVE', redrawOutcome: null } },
      errors: [
        expect.objectContaining({
          path: ['orderTransaction', 'redrawOutcome'],
          extensions: { code: 'UPSTREAM_REJECTED' },
        }),
      ],
    });
  });
});

describe('the link to a PDF', () => {
  it('exists once an order has results, and costs no call', async () => {
    await pool.query(
      `UPDATE lab_order SET status = 'completed.walk_in_test.completed' WHERE origin = 'redraw'`,
    );
    const before = junction.requests.length;

    const { data } = await askTransaction('resultsPdf { url expiresAt }');

    expect(data).toEqual({
      orderTransaction: {
        resultsPdf: {
          url: expect.stringMatching(/^https:\/\/labs\.test\/results\/pdf\/[\w-]+$/) as unknown,
          expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/) as unknown,
        },
      },
    });
    expect(junction.requests.length - before).toBe(0);
  });

  it('is null while no order has results', async () => {
    expect(await askTransaction('resultsPdf { url }')).toEqual({
      data: { orderTransaction: { resultsPdf: null } },
    });
  });
});

function askTransaction(selection: string) {
  return graph.ask(`query($id: ID!) { orderTransaction(id: $id) { ${selection} } }`, {
    id: TRANSACTION,
  });
}

/** Answers with the recorded results, except for the id in `refused`. */
function recordedResults({ refused }: { refused?: string } = {}): RequestListener {
  return (request, response) => {
    const id = request.url?.split('/').at(-2) ?? '';
    const answer = id === refused ? json(403, { detail: 'no' }) : json(200, recorded[id]);
    answer(request, response);
  };
}
