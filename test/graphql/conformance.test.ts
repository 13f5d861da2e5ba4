import { serverAudits } from 'graphql-http';
import { useGraphServer } from './support/graph-server.js';

/**
 * The audits of GraphQL over HTTP. GET is refused as long as it may come from another site's page (three MAY), and a
 * request that cannot be run answers 400 also to `application/json` (three SHOULD): both as Apollo Server decides.
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
