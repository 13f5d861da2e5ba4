import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import { UpstreamError } from '../../src/junction/upstream-error.js';
import { json } from './upstream-server.js';
import { useUpstream } from './use-junction.js';

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';
const KEY = 'sk_us_never-to-be-seen';
const SECRET_TEXT = 'never-to-be-seen-either';

const junction = useUpstream({ lifetime: 'TEST' });
let client: JunctionClient;

beforeEach(() => {
  client = connect(KEY);
});

afterEach(async () => {
  await client.close();
});

function connect(apiKey: string): JunctionClient {
  return createJunctionClient({ baseUrl: junction.baseUrl, apiKey });
}

async function failure(call: Promise<unknown>): Promise<UpstreamError> {
  const error = await call.catch((reason: unknown) => reason);
  if (!(error instanceof UpstreamError)) throw new Error('not an UpstreamError');
  return error;
}

function raw(status: number, contentType: string, body: string): RequestListener {
  return (_, response) => response.writeHead(status, { 'content-type': contentType }).end(body);
}

function gzipped(body: Buffer): RequestListener {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  return (_, response) => response.writeHead(200, headers).end(gzipSync(body));
}

describe("Junction's client", () => {
  it("requests the results of a transaction with the company's key", async () => {
    junction.answerWith(json(200, { metadata: { status: 'final' }, results: [] }));
    await expect(client.transactionResults(ID)).resolves.toEqual({
      metadata: { status: 'final' },
      results: [],
    });
    expect(junction.requests[0]).toMatchObject({
      method: 'GET',
      url: `/v3/order_transaction/${ID}/result`,
      headers: { 'x-vital-api-key': KEY },
    });
  });

  it('requests the results of an order', async () => {
    await client.orderResults(ID);
    expect(junction.requests[0]?.url).toBe(`/v3/order/${ID}/result`);
  });

  it('returns null for an unknown id', async () => {
    junction.answerWith(json(404, { detail: 'Order not found' }));
    await expect(client.orderResults(ID)).resolves.toBeNull();
    expect(junction.requests).toHaveLength(1);
  });

  it.each(['..', '', 'undefined', `${ID}/../../user`, `${ID}?x=1`])(
    'rejects the id %p before it reaches a URL',
    async (id) => {
      await expect(client.transactionResults(id)).rejects.toThrow(TypeError);
      await expect(client.orderResults(id)).rejects.toThrow(TypeError);
      expect(junction.requests).toHaveLength(0);
    },
  );

  it('keeps its connection between calls', async () => {
    for (let call = 0; call < 5; call++) await client.orderResults(ID);
    expect(junction.requests).toHaveLength(5);
    expect(junction.connections).toBeLessThan(3);
  });

  it('waits for running calls when it is closed, and makes no further ones', async () => {
    const closing = connect(KEY);
    junction.answerWith(json(200, {}, { afterMs: 50 }));
    const running = closing.orderResults(ID);
    await sleep(20);
    await closing.close();
    await expect(running).resolves.toEqual({});
    expect((await failure(closing.orderResults(ID))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(junction.requests).toHaveLength(1);
  });
});

describe('a response that a second attempt would not improve', () => {
  const cases: [string, RequestListener][] = [
    ...[400, 401, 403, 409, 422].map((status): [string, RequestListener] => [
      `status ${status}`,
      json(status, { detail: SECRET_TEXT }),
    ]),
    ['status 204', (_, response) => response.writeHead(204).end()],
    ['a page instead of JSON', raw(200, 'text/html', `<p>${SECRET_TEXT}</p>`)],
    ['a page that says it is JSON', raw(200, 'application/json', `<p>${SECRET_TEXT}</p>`)],
    ['JSON that says it is text', raw(200, 'text/plain', '{}')],
    ['half of a JSON text', raw(200, 'application/json', `{"${SECRET_TEXT}":`)],
    ['an empty body', raw(200, 'application/json', '')],
    ['a list', json(200, [SECRET_TEXT])],
    ['null', json(200, null)],
    ['a small compressed body that expands to 64 MB', gzipped(Buffer.alloc(64 * 1024 * 1024, ' '))],
  ];

  it.each(cases)('is UPSTREAM_REJECTED after one attempt: %s', async (_, listener) => {
    junction.answerWith(listener);
    expect((await failure(client.transactionResults(ID))).code).toBe('UPSTREAM_REJECTED');
    expect(junction.requests).toHaveLength(1);
  });
});

describe('a redirect to another host', () => {
  const stranger = useUpstream({ lifetime: 'TEST' });

  it.each([301, 302, 303, 307, 308])(
    'is rejected, and the key is not sent there: %i',
    async (status) => {
      const location = `${stranger.baseUrl}/v3/order/${ID}/result`;
      junction.answerWith(json(status, {}, { headers: { location } }));
      expect((await failure(client.orderResults(ID))).code).toBe('UPSTREAM_REJECTED');
      expect(stranger.requests).toHaveLength(0);
    },
  );
});

describe('a failure that may be temporary', () => {
  const cases: [string, RequestListener][] = [
    ...[408, 429, 500, 501, 502, 503, 504].map((status): [string, RequestListener] => [
      `status ${status}`,
      json(status, { detail: SECRET_TEXT }),
    ]),
    ['a closed connection', (request) => request.socket.destroy()],
    [
      'a body that stops half-way',
      (request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write(`{"${SECRET_TEXT}":`, () => request.socket.destroy());
      },
    ],
  ];

  it.each(cases)('is UPSTREAM_UNAVAILABLE after three attempts: %s', async (_, listener) => {
    junction.answerWith(listener);
    expect((await failure(client.orderResults(ID))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(junction.requests).toHaveLength(3);
  });

  it('is UPSTREAM_UNAVAILABLE when the port is closed', async () => {
    await junction.close();
    const error = await failure(client.orderResults(ID));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', reason: 'ECONNREFUSED' });
  });
});

describe('an error of the client', () => {
  it.each([
    ['a refusal', json(422, { detail: SECRET_TEXT })],
    ['an outage', json(503, { detail: SECRET_TEXT })],
    ['an unreadable response', raw(200, 'application/json', SECRET_TEXT)],
  ])('contains neither body nor key nor address after %s', async (_, listener) => {
    junction.answerWith(listener);
    const error = await failure(client.orderResults(ID));
    const shown = [error.message, error.reason, error.stack, JSON.stringify(error)].join();
    for (const secret of [SECRET_TEXT, KEY, '127.0.0.1', ID]) expect(shown).not.toContain(secret);
    expect(error.cause).toBeUndefined();
  });

  it('does not contain a key that is no valid header', async () => {
    const odd = connect(`${KEY}\n${KEY}`);
    const error = await failure(odd.orderResults(ID));
    expect([error.message, error.reason, error.stack].join()).not.toContain(KEY);
    await odd.close();
  });
});
