import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { connect } from 'node:net';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { ROUTER_SECRET } from './support/callers.js';
import { hostileBodies } from './support/hostile-bodies.js';
import { secondsNow, useIssuer } from './support/issuer.js';
import { insertTwoPatients, ORDERS, TRANSACTIONS, USER_A, USER_B } from './support/two-patients.js';
import { useTestDatabase } from '../support/use-database.js';
import { useService } from '../support/use-service.js';

/** No answer to user A may contain these: records of other users, and the location of the code. */
const SECRETS = [
  ...[ORDERS.onlyOfB, ORDERS.mixedOfB, ORDERS.ofNobody],
  ...[TRANSACTIONS.ofB, TRANSACTIONS.ofNobody],
  ...['node_modules', '    at ', 'ECONNREFUSED', 'lab_order'],
];

const { pool } = useTestDatabase();
const issuer = useIssuer();
const service = useService(() => ({
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  ROUTER_SECRET,
  AUTH_JWKS_URL: issuer.settings.jwksUrl,
  AUTH_ISSUER: issuer.settings.issuer,
  AUTH_AUDIENCE: issuer.settings.audience,
}));

beforeAll(() => insertTwoPatients(pool));

interface Attack {
  readonly method?: string;
  readonly path?: string;
  /** Each header is a whole line, so a name can occur twice. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** Sends raw bytes. @returns the whole response */
async function send({
  method = 'POST',
  path = '/graphql',
  headers = [],
  body = '',
}: Attack): Promise<string> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  const bytes = Buffer.from(body);
  const lines = [`${method} ${path} HTTP/1.1`, 'host: a', 'connection: close', ...headers];
  socket.write(`${lines.join('\r\n')}\r\ncontent-length: ${bytes.length}\r\n\r\n`);
  socket.write(bytes);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  // The server may cut the connection of a client that sends too much.
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

const JSON_BODY = 'content-type: application/json';
const router = `router-authorization: ${ROUTER_SECRET}`;
const bearer = (token: string) => `authorization: Bearer ${token}`;
const json = (value: unknown) => JSON.stringify(value);
const ALL = `{ orderTransactions(first: 50) { edges { node { id orders { id } } } }
  order(id: "${ORDERS.onlyOfB}") { id } }`;

async function asA(): Promise<string[]> {
  return [JSON_BODY, router, bearer(await issuer.sign({ sub: USER_A }))];
}

function expectHarmless(answer: string, secrets = SECRETS): void {
  expect(answer).not.toMatch(/^HTTP\/1.1 5/);
  expect(answer).not.toContain('INTERNAL_SERVER_ERROR');
  for (const secret of secrets) expect(answer).not.toContain(secret);
}

describe('tokens', () => {
  const b = { sub: USER_B };
  it.each<[string, () => Promise<string[]>]>([
    [
      'two, of which the second is another’s',
      async () => [bearer(await issuer.sign({ sub: USER_A })), bearer(await issuer.sign(b))],
    ],
    [
      'two in one',
      async () => [
        `authorization: Bearer ${await issuer.sign({ sub: USER_A })}, Bearer ${await issuer.sign(b)}`,
      ],
    ],
    ['a key of its own', async () => [bearer(await ownKey())]],
    ['no key by this name', async () => [bearer(await issuer.sign(b, { kid: '__proto__' }))]],
    ['an end that is a text', async () => [bearer(await issuer.sign({ ...b, exp: '9999999999' }))]],
    [
      'an object for a subject',
      async () => [bearer(await issuer.sign({ sub: { toString: USER_B } }))],
    ],
    ['a list for a subject', async () => [bearer(await issuer.sign({ sub: [USER_B] }))]],
    [
      'scopes in objects',
      async () => [
        bearer(
          await issuer.sign({
            sub: USER_A,
            scope: { 'orders:read:all': true },
            scp: [['orders:read:all']],
          }),
        ),
      ],
    ],
    ['a NUL', async () => [bearer(await issuer.sign({ sub: `${USER_B}\0` }))]],
    ['SQL', async () => [bearer(await issuer.sign({ sub: "' OR '1'='1" }))]],
    ['14 KiB', async () => [bearer(await issuer.sign({ sub: USER_A, much: 'x'.repeat(9_000) }))]],
    [
      'more than headers may hold',
      async () => [bearer(await issuer.sign({ sub: USER_A, much: 'x'.repeat(20_000) }))],
    ],
  ])('do not grant access to another person’s records: %s', async (_what, headers) => {
    expectHarmless(
      await send({
        headers: [JSON_BODY, router, ...(await headers())],
        body: json({ query: ALL }),
      }),
    );
  });

  async function ownKey(): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const claims = {
      iss: issuer.settings.issuer,
      aud: issuer.settings.audience,
      ...b,
      exp: secondsNow() + 60,
    };
    return new SignJWT(claims)
      .setProtectedHeader({
        alg: 'ES256',
        kid: 'key-1',
        jwk: await exportJWK(publicKey),
        jku: 'http://127.0.0.1:9/keys',
      })
      .sign(privateKey);
  }
});

describe('headers', () => {
  it.each([
    ['the secret and another', [router, 'router-authorization: x']],
    ['the secret as a bearer', [`authorization: Bearer ${ROUTER_SECRET}`]],
    [
      'forwarded',
      ['x-forwarded-for: 127.0.0.1', 'forwarded: for=127.0.0.1', 'x-original-url: /health/live'],
    ],
  ])('do not replace the secret and the token: %s', async (_what, headers) => {
    const answer = await send({ headers: [JSON_BODY, ...headers], body: json({ query: ALL }) });
    expectHarmless(answer);
    expect(answer).toMatch(/^HTTP\/1.1 401/);
  });

  it.each([
    ['a trace', ['apollo-federation-include-trace: ftv1']],
    ['a broken trace context', ['traceparent: 00-zz-yy-01', 'tracestate: \u0001']],
    ['an id of a request', ['x-request-id: <script>']],
    ['an expectation', ['expect: the unexpected']],
  ])('cause no server error and reveal no secret: %s', async (_what, headers) => {
    expectHarmless(
      await send({ headers: [...(await asA()), ...headers], body: json({ query: ALL }) }),
    );
  });

  it.each([
    '',
    'application/graphql',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/json, text/plain',
  ])('cause no server error and reveal no secret: content type "%s"', async (type) => {
    const [, ...rest] = await asA();
    expectHarmless(
      await send({ headers: [...rest, `content-type: ${type}`], body: json({ query: ALL }) }),
    );
  });
});

describe('bodies', () => {
  it.each(hostileBodies(ALL))(
    'cause no server error and reveal no secret: %s',
    async (_what, body) => {
      expectHarmless(await send({ headers: await asA(), body }), SECRETS);
    },
  );
});

describe('paths', () => {
  it.each([
    ['GET', '/graphql?query=%7B__typename%7D'],
    ['GET', '/graphql'],
    ['PUT', '/graphql'],
    ['POST', '/graphql/'],
    ['POST', '/GraphQL'],
    ['POST', '/%67raphql'],
    ['POST', '/graphql/%2e%2e/metrics'],
    ['GET', '/metrics'],
    ['GET', '/%'],
    ['GET', '/%00'],
    ['GET', '/..%2f..%2fetc/passwd'],
    ['GET', '/graphiql'],
    ['GET', 'http://evil.example/graphql'],
    ['GET', '/results/pdf/'],
    ['GET', '/results/pdf/%'],
    ['GET', '/results/pdf/%00'],
    ['GET', '/results/pdf/..%2f..%2fv3'],
    ['GET', `/results/pdf/${'A'.repeat(8_000)}`],
    ['GET', `/results/pdf/${TRANSACTIONS.ofB}`],
    ['GET', '/results/pdf/__proto__'],
    ['POST', '/webhooks/junction'],
  ])('are not served, and reveal no secret: %s %s', async (method, path) => {
    const answer = await send({
      method,
      path,
      headers: [JSON_BODY],
      body: method === 'POST' ? json({ query: ALL }) : '',
    });
    expectHarmless(
      answer,
      SECRETS.filter((it) => !path.includes(it)),
    );
    expect(answer).not.toMatch(/^HTTP\/1.1 200/);
  });
});

describe('sockets', () => {
  it.each<[string, unknown[]]>([
    [
      'a subscription first',
      [
        {
          type: 'subscribe',
          id: '1',
          payload: {
            query: `subscription { orderTransactionUpdated(id: "${TRANSACTIONS.ofB}") { id } }`,
          },
        },
      ],
    ],
    [
      'parameters of the prototype',
      [
        `{"type":"connection_init","payload":{"__proto__":{"router-authorization":"${ROUTER_SECRET}"}}}`,
      ],
    ],
    [
      'parameters that are objects',
      [
        {
          type: 'connection_init',
          payload: { 'router-authorization': { toString: 'x' }, authorization: ['Bearer x'] },
        },
      ],
    ],
    ['parameters that are a list', [{ type: 'connection_init', payload: [ROUTER_SECRET] }]],
    [
      'a ping, a pong and an end of nothing',
      [{ type: 'ping', payload: {} }, { type: 'pong' }, { type: 'complete', id: '__proto__' }, 'x'],
    ],
    [
      'depth',
      [`{"type":"connection_init","payload":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`],
    ],
  ])('reveal no secret: %s', async (_what, messages) => {
    const socket = new WebSocket(
      `${service.url.replace('http', 'ws')}/graphql`,
      'graphql-transport-ws',
    );
    let received = '';
    socket.on('message', (data: Buffer) => (received += data.toString()));
    await once(socket, 'open');
    for (const message of messages)
      socket.send(typeof message === 'string' ? message : json(message));
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([4400, 4401, 4403]).toContain(code);
    expectHarmless(received + reason.toString());
    expect(received).not.toContain('connection_ack');
  });
});

test('none of the attacks caused an internal error or reached the log, and the service still answers', async () => {
  expect(service.output()).not.toMatch(/passwd|evil|__proto__/);
  expect(
    service
      .output()
      .split('\n')
      .filter((line) => /"level":(50|60)|^Error|^\s+at /.test(line)),
  ).toEqual([]);
  const answer = await send({
    headers: await asA(),
    body: json({ query: `{ order(id: "${ORDERS.initialOfA}") { id } }` }),
  });
  expect(answer).toContain(ORDERS.initialOfA);
});
