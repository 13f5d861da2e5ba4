import { randomBytes } from 'node:crypto';
import { Sealer } from '../../src/database/sealer.js';
import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import type { ResultsSource } from '../../src/results/results-source.js';
import { StoredResults } from '../../src/results/store/stored-results.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { json, startUpstream, type UpstreamServer } from '../junction/upstream-server.js';
import { testLogger } from '../support/logger.js';
import { createTestResults } from '../support/results.js';
import { useTestDatabase } from '../support/use-database.js';
import { startGraphServer, type GraphServer } from './support/graph-server.js';
import { INITIAL_ORDER, insertOrder, insertTransaction } from './support/mirror-rows.js';

const { dataSource, pool } = useTestDatabase();
let junction: UpstreamServer;
let client: JunctionClient;
let results: ResultsSource;
let graph: GraphServer;

beforeAll(async () => {
  junction = await startUpstream();
  client = createJunctionClient({ baseUrl: junction.baseUrl, apiKey: 'sk_us_test' });
  const sealer = new Sealer([randomBytes(32)]);
  const store = new StoredResults(dataSource, sealer, testLogger(), pool);
  results = createTestResults(pool, client, { store });
  graph = await startGraphServer({ mirror: createMirrorReads(pool), results });
  await insertTransaction(pool);
  await insertOrder(pool, {
    id: INITIAL_ORDER,
    origin: 'initial',
    status: 'completed.walk_in_test.completed',
  });
});

afterAll(async () => {
  await graph.close();
  await junction.close();
  await client.close();
});

const ADDRESS = {
  first_line: '1 Test Street',
  second_line: null,
  city: 'Test City',
  state: 'CA',
  zip: '00000',
  country: 'US',
};

const RESULTS = {
  metadata: { status: 'final' },
  results: ['65-99', '> OR = 40', '<1:40', null].map((range, index) => ({
    name: `Test Marker ${index}`,
    result: '70',
    type: 'numeric',
    reference_range: range,
  })),
  missing_results: [],
  sample_information: {
    T1: {
      date_collected: { timestamp: '2026-03-05T16:20:00Z', timezone_offset: -480 },
      date_received: { timestamp: null, timezone_offset: 0 },
      date_reported: '2026-03-06',
      performing_laboratories: {
        EZ: { name: 'Laboratory with an address', address: ADDRESS },
        NL: { name: 'Laboratory without an address', address: null },
      },
    },
  },
};

/** Reads a selection of the order's `results`. */
async function readResults(selection: string): Promise<unknown> {
  const query = `query($id: ID!) { order(id: $id) { results { ${selection} } } }`;
  const { data, errors } = await graph.ask(query, { id: INITIAL_ORDER });
  expect(errors).toBeUndefined();
  await results.idle();
  return (data as { order: { results: unknown } }).order.results;
}

describe.each([
  ['read from Junction', () => pool.query('TRUNCATE lab_result')],
  [
    'read from the store',
    async () => {
      await readResults('status');
      junction.answerWith(json(500, {}));
    },
  ],
])('results %s', (_where, prepare) => {
  beforeEach(async () => {
    junction.answerWith(json(200, RESULTS));
    await prepare();
  });

  it('contain the addresses of laboratories', async () => {
    const fields = 'firstLine secondLine city state postalCode country';
    const selection = `samples { performingLaboratories { code address { ${fields} } } }`;
    const address = {
      firstLine: '1 Test Street',
      secondLine: null,
      city: 'Test City',
      state: 'CA',
      postalCode: '00000',
      country: 'US',
    };
    expect(await readResults(selection)).toEqual({
      samples: [
        {
          performingLaboratories: [
            { code: 'EZ', address },
            { code: 'NL', address: null },
          ],
        },
      ],
    });
  });

  it('contain the bounds of the reference ranges that can be read', async () => {
    const bounds = 'referenceRangeBounds { min max isMinInclusive isMaxInclusive }';
    expect(await readResults(`biomarkers { referenceRange ${bounds} }`)).toEqual({
      biomarkers: [
        {
          referenceRange: '65-99',
          referenceRangeBounds: { min: 65, max: 99, isMinInclusive: true, isMaxInclusive: true },
        },
        {
          referenceRange: '> OR = 40',
          referenceRangeBounds: { min: 40, max: null, isMinInclusive: true, isMaxInclusive: null },
        },
        { referenceRange: '<1:40', referenceRangeBounds: null },
        { referenceRange: null, referenceRangeBounds: null },
      ],
    });
  });

  it('contain the offsets of samples as Junction sent them', async () => {
    const offsets = 'collectedAtOffset receivedAtOffset reportedAtOffset';
    expect(await readResults(`samples { ${offsets} }`)).toEqual({
      samples: [{ collectedAtOffset: -480, receivedAtOffset: 0, reportedAtOffset: null }],
    });
  });
});
