import { get, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ExplorerOptions } from '../../../src/graphql/explorer/prepared.js';
import { useGraphServers } from '../support/graph-server.js';

const OPERATION = 'query LabTest { orderTransaction(id: "</script>") { status } }';
const SECRET = 'the secret of the router';

const startGraph = useGraphServers();

interface Page {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function open(
  explorer: Partial<ExplorerOptions> | null,
  address: string,
  headers: OutgoingHttpHeaders = {},
): Promise<Page> {
  const graph = await startGraph({
    explorer: explorer && {
      operations: [OPERATION, 'query LabTests { orderTransactions { nodes { id } } }'],
      routerSecret: null,
      asksForToken: false,
      ...explorer,
    },
  });
  const url = new URL(address, graph.url);
  return new Promise((resolve, reject) => {
    get(url, { headers: { accept: 'text/html', connection: 'close', ...headers } }, (answer) => {
      const { statusCode: status } = answer;
      text(answer).then((body) => resolve({ status, headers: answer.headers, body }), reject);
    }).on('error', reject);
  });
}

describe.each(['/graphql', '/graphiql'])('the page at %s', (address) => {
  it('opens with the prepared operation, which cannot break out of its script', async () => {
    const { status, headers, body } = await open({}, address);

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain(JSON.stringify(OPERATION).replaceAll('<', '\\u003c'));
  });

  it('runs no scripts but its own', async () => {
    const { headers, body } = await open({}, address);
    const nonce = /script-src 'nonce-([^']+)'/.exec(
      String(headers['content-security-policy']),
    )?.[1];

    expect(nonce).toBeDefined();
    expect(body).toContain(`<script nonce="${nonce ?? ''}">`);
  });

  it("contains the router's secret for a person at this machine, and is not cached", async () => {
    const { headers, body } = await open({ routerSecret: SECRET }, address);

    expect(body).toContain(`"Router-Authorization":"${SECRET}"`);
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['through a tunnel', { 'x-forwarded-for': '203.0.113.7' }],
    ['by a name that another site led here', { host: 'rebound.example:4000' }],
    ["by another site's script", { origin: 'https://studio.apollographql.com' }],
  ])('contains a placeholder for the secret when it is opened %s', async (_how, headers) => {
    const { body } = await open({ routerSecret: SECRET }, address, headers);

    expect(body).not.toContain(SECRET);
    expect(body).toContain('Router-Authorization');
  });

  it('contains a placeholder for a token where one is required, and no other headers', async () => {
    const { body } = await open({ asksForToken: true }, address);

    expect(body).toContain('Bearer \\u003cyour token>');
    expect(body).not.toContain('Router-Authorization');
  });

  it('does not exist without its options', async () => {
    expect((await open(null, address)).status).toBe(address === '/graphql' ? 405 : 404);
  });
});

it('serves the page to browsers only, and runs no operation of its address', async () => {
  const { status, body } = await open({}, '/graphql?query=%7B__typename%7D', { accept: '*/*' });

  expect(status).toBe(405);
  expect(body).not.toContain('Query');
});
