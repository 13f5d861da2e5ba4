import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createHttpServer, type ConnectionLimits } from '../../src/http/server.js';
import { testLogger } from '../support/logger.js';

const LIMITS: ConnectionLimits = {
  keepAliveMs: 1_500,
  headersMs: 200,
  bodyMs: 200,
  silenceMs: 300,
  checkEveryMs: 20,
  headerBytes: 4_096,
  connections: 3,
};
const POST = 'POST /echo HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n';

let fastify: FastifyInstance;
let bodiesRead: number;
let stopping: AbortController;
/** The response of `/late`, once the test provides it. */
let late: Promise<string>;
const sockets: Socket[] = [];

beforeEach(() => start(LIMITS));

async function start(limits: ConnectionLimits): Promise<void> {
  bodiesRead = 0;
  stopping = new AbortController();
  fastify = createHttpServer({
    logger: testLogger(),
    stopping: stopping.signal,
    isRouter: (secret) => secret === 'the router',
    limits,
  });
  fastify.post('/echo', (request) => {
    bodiesRead++;
    return request.body;
  });
  fastify.get('/id', ({ id }) => id);
  fastify.get('/never', () => new Promise(() => undefined));
  fastify.get('/late', () => late);
  await fastify.listen({ host: '127.0.0.1', port: 0 });
}
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await fastify.close();
});

function port(): number {
  return (fastify.server.address() as AddressInfo).port;
}

function urlOf(path: string): string {
  return `http://127.0.0.1:${port()}${path}`;
}

function open(): Socket {
  const socket = connect(port(), '127.0.0.1');
  // The tests expect that the server cuts connections.
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

/** Sends the beginning, then repeats the given piece until the connection is cut. @returns the response so far */
async function trickle(beginning: string, bit: string): Promise<string> {
  const socket = open();
  socket.write(beginning);
  const timer = setInterval(() => socket.write(bit), 50);
  let answer = '';
  // A write after the cut may fail before the end of the response is reported. The response that was read is still
  // valid.
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(timer);
  return answer;
}

/** The errors of a response in the format of GraphQL. */
function errorsOf(response: string): unknown {
  const body = response.slice(response.indexOf('\r\n\r\n'));
  return (JSON.parse(body) as { errors: unknown }).errors;
}

describe('a connection', () => {
  it('is answered when it sends its request in time', async () => {
    const socket = open();
    socket.write(`${POST}Connection: close\r\nContent-Length: 4\r\n\r\ntext`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*text$/);
  });

  it('is closed when it sends its body too slowly, even without a pause', async () => {
    expect(await trickle(`${POST}Content-Length: 1000\r\n\r\n`, 'x')).toMatch(/^HTTP\/1\.1 408 /);
    expect(bodiesRead).toBe(0);
  });

  it('is closed when it sends its headers too slowly', async () => {
    expect(await trickle(POST, 'X-More: x\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is closed silently after the idle time when it sends no request', async () => {
    const opened = performance.now();
    expect(await text(open())).toBe('');
    expect(performance.now() - opened).toBeGreaterThanOrEqual(LIMITS.keepAliveMs - 50);
  });

  it('is answered after the time limit for headers when it was opened ahead', async () => {
    const socket = open();
    await pause(LIMITS.headersMs * 3);
    socket.write(`${POST}Connection: close\r\nContent-Length: 4\r\n\r\ntext`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*text$/);
  });

  it('is closed when it was opened ahead and sends its headers too slowly', async () => {
    const socket = open();
    await pause(LIMITS.headersMs * 2);
    socket.write(POST);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is closed silently once the idle time after a response is over', async () => {
    const socket = open();
    socket.write('GET /id HTTP/1.1\r\nHost: test\r\n\r\n');
    const [response] = (await once(socket, 'data')) as [Buffer];
    const answered = performance.now();
    expect(String(response)).toContain(
      `Keep-Alive: timeout=${Math.floor(LIMITS.keepAliveMs / 1000)}`,
    );
    expect(await text(socket)).toBe('');
    expect(performance.now() - answered).toBeGreaterThanOrEqual(LIMITS.keepAliveMs - 50);
  });

  it('is closed when nothing moves while it is answered', async () => {
    const socket = open();
    socket.write('GET /never HTTP/1.1\r\nHost: test\r\n\r\n');
    expect(await text(socket).catch(() => '')).toBe('');
  });

  it('is rejected when its headers are too large', async () => {
    const socket = open();
    socket.write(`${POST}X-Large: ${'x'.repeat(LIMITS.headerBytes * 100)}\r\n\r\n`);
    const response = await text(socket);
    expect(response).toMatch(/^HTTP\/1\.1 431 /);
    expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
  });

  it('is rejected when it does not speak HTTP', async () => {
    const socket = open();
    socket.write('\x16\x03\x01 TLS\r\n\r\n');
    const response = await text(socket);
    expect(response).toMatch(/^HTTP\/1\.1 400 /);
    expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is closed at once when too many are open', async () => {
    const admitted = Array.from({ length: LIMITS.connections }, open);
    await Promise.all(admitted.map((socket) => once(socket, 'connect')));
    const surplus = open();
    await once(surplus.resume(), 'close');
    expect(admitted.every((socket) => !socket.destroyed)).toBe(true);
  });
});

describe('the host of a request', () => {
  const respond = (head: string): Promise<string> => {
    const socket = open();
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    return text(socket);
  };

  it.each([
    ['is absent in HTTP/1.0', 'GET /id HTTP/1.0'],
    ['is empty', 'GET /id HTTP/1.1\r\nHost:'],
    ['is a name with a port', 'GET /id HTTP/1.1\r\nHost: order-transactions_1.internal:4000'],
    ['is an IPv6 address', 'GET /id HTTP/1.1\r\nHost: [::1]:4000'],
    ['has an empty port', 'GET /id HTTP/1.1\r\nHost: test:'],
    ['is in the request target too', 'GET http://test/id HTTP/1.1\r\nHost: test'],
  ])('may be one that %s', async (_what, head) => {
    expect(await respond(head)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['is absent in HTTP/1.1', 'GET /id HTTP/1.1'],
    ['is there twice', 'GET /id HTTP/1.1\r\nHost: test\r\nHost: test'],
    ['has a space', 'GET /id HTTP/1.1\r\nHost: a b'],
    ['is a URL', 'GET /id HTTP/1.1\r\nHost: http://test/'],
    ['has a broken address', 'GET /id HTTP/1.1\r\nHost: [::1'],
    ['has a port that is no number', 'GET /id HTTP/1.1\r\nHost: test:http'],
  ])('is rejected where it %s', async (_what, head) => {
    expect(await respond(head)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('a request', () => {
  const ask = async (headers: Record<string, string>) => {
    const answer = await fetch(urlOf('/id'), { headers });
    const id = await answer.text();
    expect(answer.headers.get('x-request-id')).toBe(id);
    return id;
  };
  const GATEWAY = { 'router-authorization': 'the router' };

  it("keeps its request id when it is the router's", async () => {
    expect(await ask({ ...GATEWAY, 'x-request-id': '4bf92f35-77b3:4da6' })).toBe(
      '4bf92f35-77b3:4da6',
    );
  });

  it.each([
    ['a stranger', { 'x-request-id': '4bf92f35-77b3' }],
    ['the router, with an id of many words', { ...GATEWAY, 'x-request-id': 'Anna Mueller 1970' }],
    ['the router, with an endless id', { ...GATEWAY, 'x-request-id': 'x'.repeat(129) }],
    ['the router, without an id', GATEWAY],
  ])('gets an id of its own when it is from %s', async (_who, headers) => {
    expect(await ask(headers)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('a service that begins to stop closes the connections of its responses', async () => {
  const connection = async () => (await fetch(urlOf('/id'))).headers.get('connection');
  expect(await connection()).toBe('keep-alive');
  stopping.abort();
  expect(await connection()).toBe('close');
});

describe('the shutdown of the service', () => {
  const MINUTES = 300_000;
  async function restart(limits: Partial<ConnectionLimits>): Promise<void> {
    await fastify.close();
    await start({ ...LIMITS, ...limits });
  }

  it('does not wait for idle connections', async () => {
    await restart({ keepAliveMs: MINUTES, headersMs: MINUTES, silenceMs: MINUTES });
    const silent = open();
    const asked = open();
    asked.write('GET /id HTTP/1.1\r\nHost: test\r\n\r\n');
    await once(asked, 'data');
    await fastify.close();
    for (const socket of [silent, asked]) if (!socket.closed) await once(socket.resume(), 'close');
  });

  it('waits for an incomplete request until its time limit, and no longer', async () => {
    await restart({ silenceMs: MINUTES });
    const half = open();
    half.write(`${POST}Content-Length: 100\r\n\r\nonly`);
    await once(fastify.server, 'request');
    await fastify.close();
    if (!half.closed) await once(half.resume(), 'close');
  });

  it('answers a request that it interrupts with 503 and Retry-After', async () => {
    await restart({ headersMs: MINUTES, silenceMs: MINUTES });
    let respond: (answer: string) => void = () => undefined;
    late = new Promise((resolve) => (respond = resolve));
    const busy = fetch(urlOf('/late'));
    await once(fastify.server, 'request');
    const socket = open();
    socket.write('GET /id HTTP/1.1\r\n');
    await pause(50);
    const closing = fastify.close();
    await pause(50);
    socket.write('Host: test\r\n\r\n');
    const response = await text(socket);
    respond('in the end');
    await busy;
    await closing;
    expect(response).toMatch(/^HTTP\/1\.1 503 [^]*\r\nretry-after: 1\r\n/);
    expect(errorsOf(response)).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
  });

  it('comes after the responses to earlier requests', async () => {
    await restart({ keepAliveMs: MINUTES, headersMs: MINUTES, silenceMs: MINUTES });
    let know: (answer: string) => void = () => undefined;
    late = new Promise((resolve) => (know = resolve));
    const answer = fetch(urlOf('/late'));
    await once(fastify.server, 'request');
    const closing = fastify.close();
    know('in the end');
    expect(await (await answer).text()).toBe('in the end');
    await closing;
  });
});
