import { createAuthenticator } from '../../src/access/authenticator.js';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import WebSocket from 'ws';
import { useIssuer } from '../access/support/issuer.js';
import { startGraphServer, type GraphServer, useGraphServer } from './support/graph-server.js';

const SECRET = 'the secret of the router';
const BODY = JSON.stringify({ query: '{ __typename }' });
const ANSWER = '{"data":{"__typename":"Query"}}';
const ORDER = JSON.stringify({
  query: '{ order(id: "00000000-0000-4000-8000-000000000000") { id } }',
});

const issuer = useIssuer();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({
    routerSecrets: [SECRET, 'other'],
    tokens: issuer.settings,
  }),
}));
let authorization: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  authorization = `Authorization: Bearer ${await issuer.sign()}`;
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

function open({ url }: GraphServer = graph): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

/** A request with the router's secret, unless the headers replace it. */
function post(
  headers: readonly string[],
  { body = BODY, version = '1.1', host = 'Host: orders' } = {},
): string {
  return [
    `POST /graphql HTTP/${version}`,
    ...(host === '' ? [] : [host]),
    ...(headers.some((it) => /^router-authorization/i.test(it))
      ? []
      : [`Router-Authorization: ${SECRET}`]),
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}

function send(request: string, on?: GraphServer): Promise<string> {
  const socket = open(on);
  socket.write(request);
  return text(socket);
}

const CLOSE = 'Connection: close';

describe('the host of a request', () => {
  it.each([
    ['absent in HTTP/1.0', { version: '1.0', host: '' }],
    ['empty', { host: 'Host:' }],
    ['a name with an underscore', { host: 'Host: orders_1:4000' }],
    ['an IPv6 address', { host: 'Host: [::1]:4000' }],
    ['a port alone', { host: 'Host: :4000' }],
  ])('is accepted when it is %s', async (_what, options) => {
    expect(await send(post([CLOSE], options))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['is absent in HTTP/1.1', { host: '' }],
    ['is there twice', { host: 'Host: a\r\nHost: b' }],
    ['is no host', { host: 'Host: a b' }],
    ['is a broken address', { host: 'Host: [::1' }],
  ])('is rejected with an error of GraphQL where it %s', async (_what, options) => {
    const response = await send(post([CLOSE], options));

    expect(response).toMatch(/^HTTP\/1\.1 400 /);
    expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a request that offers h2c', () => {
  const OFFER = ['Upgrade: h2c', 'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA'];

  it.each([
    ["as Java's HttpClient does", ['Connection: Upgrade, HTTP2-Settings', ...OFFER]],
    ['as curl --http2 does', [...OFFER, 'Connection: Upgrade, HTTP2-Settings']],
    ['in other letter case', ['connection: upgrade,http2-settings', 'upgrade: H2C']],
    ['and another protocol', ['Connection: Upgrade', 'Upgrade: TLS/1.2, HTTP/2.0']],
  ])('is answered over HTTP/1.1: %s', async (_how, headers) => {
    const socket = open();
    socket.write(post(headers));
    const [first] = (await once(socket, 'data')) as [Buffer];
    // From now on, the connection can be used normally.
    socket.write(post([CLOSE]));

    expect(String(first)).toMatch(/^HTTP\/1\.1 200 /);
    expect(String(first)).toContain(ANSWER);
    expect(await text(socket)).toContain(ANSWER);
  });

  it('is answered when its body comes later, in parts', async () => {
    const socket = open();
    const request = post([...OFFER, 'Connection: Upgrade, HTTP2-Settings, close']);
    const end = request.length - BODY.length;
    for (const part of [
      request.slice(0, end),
      request.slice(end, end + 9),
      request.slice(end + 9),
    ]) {
      socket.write(part);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*connection: close[^]*"Query"/i);
  });

  it('keeps its other headers', async () => {
    const response = await send(
      post([...OFFER, 'Connection: Upgrade, HTTP2-Settings, close', authorization], {
        body: ORDER,
      }),
    );

    expect(response).not.toContain('UNAUTHENTICATED');
  });

  it('is rejected without the secret, as any other', async () => {
    const headers = [...OFFER, 'Connection: Upgrade, close', 'Router-Authorization: wrong'];

    expect(await send(post(headers))).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('a WebSocket handshake', () => {
  it.each(['/', '/graphql/', '/webhooks/junction', '/graphql-ws?token=x'])(
    'is answered with 404 at %s',
    async (path) => {
      const url = new URL(path, graph.url.replace(/^http/, 'ws'));
      const socket = new WebSocket(url, 'graphql-transport-ws');
      const [error] = (await once(socket, 'error')) as [Error];

      expect(error.message).toBe('Unexpected server response: 404');
    },
  );
});

describe('a header that is sent twice', () => {
  const secret = (value: string) => `Router-Authorization: ${value}`;

  it.each([
    ['the secret of the router, on two lines', [secret(SECRET), secret(SECRET)]],
    ['the secret of the router, joined by a proxy', [secret(`${SECRET}, ${SECRET}`)]],
    ['the token of the caller', ['AUTH', 'AUTH']],
  ])('counts once where both values are equal: %s', async (_what, headers) => {
    const given = headers.map((header) => (header === 'AUTH' ? authorization : header));
    const response = await send(post([...given, authorization, CLOSE], { body: ORDER }));

    expect(response).toMatch(/^HTTP\/1\.1 200 /);
    expect(response).not.toContain('UNAUTHENTICATED');
  });

  it.each([
    ['of two valid secrets', [secret(SECRET), secret('other')]],
    ['of a valid and an invalid secret', [secret(SECRET), secret('wrong')]],
    ['of a valid and an empty secret', [secret(SECRET), secret('')]],
  ])('is rejected with different values: %s', async (_what, headers) => {
    expect(await send(post([...headers, CLOSE]))).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('authenticates no caller when it contains two tokens', async () => {
    const other = `Authorization: Bearer ${await issuer.sign({ sub: 'ben' })}`;
    const response = await send(post([authorization, other, CLOSE], { body: ORDER }));

    expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('authenticates no caller where tokens are not required either', async () => {
    const trusting = await startGraphServer({
      authenticator: createAuthenticator({ routerSecrets: [SECRET], tokens: null }),
    });
    const response = await send(
      post(['Authorization: a', 'Authorization: b', CLOSE], { body: ORDER }),
      trusting,
    );
    await trusting.close();

    expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

it('rejects headers over 16 KiB with an error of GraphQL', async () => {
  const response = await send(post([`X-Large: ${'x'.repeat(64 * 1024)}`]));

  expect(response).toMatch(/^HTTP\/1\.1 431 /);
  expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
});

it('answers a request that the shutdown interrupts with an error of GraphQL, and counts it', async () => {
  const closing = await startGraphServer({}, 1_000);
  const socket = open(closing);
  const request = post([]);
  await once(socket, 'connect');
  socket.write(request.slice(0, 20));
  // The request starts before the close, so the server does not close its connection as idle.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const closed = closing.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.write(request.slice(20));
  const response = await text(socket);
  await closed;

  expect(response).toMatch(/^HTTP\/1\.1 503 /);
  expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
  expect(
    closing.log.filter((line) => line.includes('"codes":["SERVICE_UNAVAILABLE"]')),
  ).toHaveLength(1);
});

/** The errors in the body of a response that has a content length. */
function errorsOf(response: string): unknown {
  const body = response.slice(response.indexOf('\r\n\r\n'));
  return (JSON.parse(body) as { errors: unknown }).errors;
}
