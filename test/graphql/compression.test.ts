import Fastify, { type RequestPayload } from 'fastify';
import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import zlib from 'node:zlib';
import { COMPRESSED_REQUESTS, registerCompression } from '../../src/graphql/compression.js';
import { useGraphServers, type GraphServer } from './support/graph-server.js';

const BODY = JSON.stringify({ query: '{ __typename }' });
const ANSWER = { data: { __typename: 'Query' } };

const start = useGraphServers();

interface Response {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function post(
  { url }: Pick<GraphServer, 'url'>,
  body: string | Buffer,
  headers: Record<string, string>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const { statusCode: status } = response;
      buffer(response).then(
        (answer) => resolve({ status, headers: response.headers, body: answer }),
        reject,
      );
    });
    sent.end(body);
  });
}

function json({ body }: Response): unknown {
  return JSON.parse(body.toString());
}

const CODINGS: [string, (text: string) => Buffer][] = [
  ['gzip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['br', zlib.brotliCompressSync],
  ['identity', (text) => Buffer.from(text)],
  ['GZip', zlib.gzipSync],
  ['x-gzip', zlib.gzipSync],
];
// Node supports zstd since 22.15.
if ('zstdCompressSync' in zlib)
  CODINGS.push(['zstd', zlib.zstdCompressSync as typeof zlib.gzipSync]);

describe('a request', () => {
  it.each(CODINGS)('is read when it is compressed by %s', async (encoding, encode) => {
    const response = await post(await start(), encode(BODY), { 'content-encoding': encoding });

    expect(response.status).toBe(200);
    expect(json(response)).toEqual(ANSWER);
  });

  it.each(['compress', 'gzip, gzip', 'gzip, identity', 'aes128gcm'])(
    'is answered with 415 and the accepted codings when it is compressed by %s',
    async (encoding) => {
      const response = await post(await start(), zlib.gzipSync(BODY), {
        'content-encoding': encoding,
      });

      expect(response.status).toBe(415);
      expect(response.headers['accept-encoding']).toMatch(/^gzip, deflate, br(, zstd)?$/);
      expect(json(response)).toMatchObject({
        errors: [
          {
            message: expect.stringContaining('`content-encoding`') as string,
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
    },
  );

  it.each([
    ['is not what its header says', Buffer.from(BODY)],
    ['is cut off', zlib.gzipSync(BODY).subarray(0, 20)],
    ['is empty', Buffer.alloc(0)],
    ['inflates to no JSON', zlib.gzipSync('{')],
  ])('is answered with 400 when it %s', async (_what, body) => {
    const response = await post(await start(), body, { 'content-encoding': 'gzip' });

    expect(response.status).toBe(400);
    expect(json(response)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it.each(CODINGS.filter(([name]) => name !== 'identity'))(
    'is bounded after it is inflated: %s',
    async (encoding, encode) => {
      const bomb = encode(`{ "query": "${' '.repeat(8 * 1024 * 1024)}" }`);

      const response = await post(await start(), bomb, { 'content-encoding': encoding });

      expect(response.status).toBe(413);
      expect(json(response)).toMatchObject({
        errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }],
      });
    },
  );

  it('is not inflated further once it is over the limit', async () => {
    let inflation: RequestPayload | undefined;
    const fastify = Fastify();
    await registerCompression(fastify);
    fastify.post('/', {
      ...COMPRESSED_REQUESTS,
      preParsing: [
        COMPRESSED_REQUESTS.preParsing,
        (_request, _reply, payload, done) => {
          inflation = payload;
          done(null, payload);
        },
      ],
      handler: () => 'read',
    });
    const url = await fastify.listen({ host: '127.0.0.1', port: 0 });
    const bomb = zlib.gzipSync(Buffer.alloc(100 * 1024 * 1024));

    const response = await post({ url }, bomb, { 'content-encoding': 'gzip' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await fastify.close();

    expect(response.status).toBe(413);
    expect(inflation).toMatchObject({ destroyed: true, readableEnded: false });
  });

  it('is answered with 413 when it is over the limit while compressed', async () => {
    const noise = Buffer.from(Array.from({ length: 1_100_000 }, () => Math.random() * 256));

    const response = await post(await start(), noise, { 'content-encoding': 'gzip' });

    expect(response.status).toBe(413);
  });
});

describe('a response', () => {
  const query = JSON.stringify({ query: '{ _service { sdl } }' });

  it('is not compressed by default', async () => {
    const { headers } = await post(await start(), query, { 'accept-encoding': 'gzip, br' });

    expect(headers['content-encoding']).toBeUndefined();
  });

  it.each([
    ['gzip', zlib.gunzipSync],
    ['br', zlib.brotliDecompressSync],
  ])(
    'is compressed by %s where the setting is on and the client accepts it',
    async (encoding, decode) => {
      const graph = await start({ compressResponses: true });
      const plain = await post(graph, query, {});
      const { status, headers, body } = await post(graph, query, { 'accept-encoding': encoding });

      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-encoding': encoding,
        vary: expect.stringContaining('accept-encoding') as string,
        'cache-control': 'no-store',
      });
      expect(body.length).toBeLessThan(plain.body.length / 2);
      expect(decode(body).equals(plain.body)).toBe(true);
    },
  );

  it('is not compressed where the client accepts no compression', async () => {
    const graph = await start({ compressResponses: true });

    expect((await post(graph, query, {})).headers['content-encoding']).toBeUndefined();
  });
});
