import compress from '@fastify/compress';
import type { FastifyInstance, RouteOptions } from 'fastify';
import zlib from 'node:zlib';

type Encoding = 'gzip' | 'deflate' | 'br' | 'zstd';

/** Node has zstd since 22.15. */
const REQUEST_ENCODINGS: Encoding[] = [
  'gzip',
  'deflate',
  'br',
  ...('createZstdDecompress' in zlib ? (['zstd'] as const) : []),
];

/** Adds the options `decompress` and `compress` to the routes that are registered after it. */
export async function registerCompression(fastify: FastifyInstance): Promise<void> {
  await fastify.register(compress, { global: false });
}

/** A request with an unsupported content coding. The header of the response names the supported ones. */
class UnsupportedEncodingError extends Error {
  readonly statusCode = 415;
  readonly headers = { 'accept-encoding': REQUEST_ENCODINGS.join(', ') };

  constructor() {
    super(
      `The \`content-encoding\` of the request must be one of ${REQUEST_ENCODINGS.join(', ')}. Send it without compression, or with one of these.`,
    );
  }
}

/** Not an instance of `Error`: its properties are copied to the error of the decompression. */
const INVALID_ENCODING = {
  name: 'InvalidEncodingError',
  message: 'The body of the request cannot be decompressed by its `content-encoding`.',
  statusCode: 400,
};

/** Route options that accept compressed bodies. The body limit of the route applies to the inflated size. */
export const COMPRESSED_REQUESTS = {
  decompress: {
    requestEncodings: [...REQUEST_ENCODINGS, 'identity'],
    onUnsupportedRequestEncoding: () => new UnsupportedEncodingError(),
    onInvalidRequestPayload: () => INVALID_ENCODING,
  },
  // Names of content codings are case-insensitive, and `x-gzip` is another name of `gzip` (RFC 9110).
  onRequest: ({ headers }, _reply, done) => {
    const encoding = headers['content-encoding']?.trim().toLowerCase();
    if (encoding) headers['content-encoding'] = encoding === 'x-gzip' ? 'gzip' : encoding;
    done();
  },
  // A body that inflates beyond the limit is answered immediately, and must not be inflated to its end.
  preParsing: (request, reply, payload, done) => {
    if (payload !== request.raw) reply.raw.once('close', () => payload.destroy());
    done(null, payload);
  },
} satisfies Partial<RouteOptions>;
