import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import { createResultsSource, type ResultsSource } from '../../src/results/results-source.js';
import { json, startUpstream, type UpstreamServer } from '../junction/upstream-server.js';

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';
const BODY = {
  metadata: { status: 'partial' },
  results: [{ name: 'Glucose', type: 'numeric', result: '82', value: 82 }],
};

let junction: UpstreamServer;
let client: JunctionClient;
let source: ResultsSource;

beforeEach(async () => {
  junction = await startUpstream();
  client = createJunctionClient({ baseUrl: junction.baseUrl, apiKey: 'sk_us_test' });
  source = createResultsSource(client);
});

afterEach(async () => {
  await junction.close();
  await client.close();
});

describe('the source of results', () => {
  it('has the results of transactions and orders', async () => {
    junction.answerWith(json(200, BODY));
    for (const results of [await source.transactionResults(ID), await source.orderResults(ID)]) {
      expect(results).toMatchObject({
        rawStatus: 'partial',
        biomarkers: [{ name: 'Glucose', value: 82 }],
      });
    }
    expect(junction.requests.map((request) => request.url)).toEqual([
      `/v3/order_transaction/${ID}/result`,
      `/v3/order/${ID}/result`,
    ]);
  });

  it('has null while there are none', async () => {
    junction.answerWith(json(404, { detail: 'Results are not available for order' }));
    await expect(source.transactionResults(ID)).resolves.toBeNull();
  });

  it('does not take an answer without results for a test without findings', async () => {
    junction.answerWith(json(200, { detail: 'Maintenance' }));
    await expect(source.orderResults(ID)).rejects.toMatchObject({ code: 'UPSTREAM_REJECTED' });
  });
});
