import { serverAudits } from 'graphql-http';
import { useGraphServer } from './support/graph-server.js';

/**
 * The audits of GraphQL over HTTP. Two results are decisions of Apollo Server: it rejects GET requests that may come
 * from a page of another site (three MAY), and it answers a request that cannot be executed with 400, also for
 * `application/json` (three SHOULD).
 */
const DEPARTURES = [
  ['5A70', 'notice'],
  ['D6D5', 'notice'],
  ['6A70', 'notice'],
  ['572B', 'warn'],
  ['FDE2', 'warn'],
  ['7B9B', 'warn'],
];

const graph = useGraphServer();

test('the server conforms to GraphQL over HTTP with six known departures', async () => {
  const audits = serverAudits({ url: graph.url, fetchFn: fetch });
  const results = await Promise.all(audits.map((audit) => audit.fn()));

  expect(audits).toHaveLength(61);
  const departures = results
    .filter(({ status }) => status !== 'ok')
    .map(({ id, status }) => [id, status]);
  expect(departures.sort()).toEqual(DEPARTURES.sort());
});
