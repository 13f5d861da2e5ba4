import { randomUUID } from 'node:crypto';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';

/** What one connection may cost. */
export interface ConnectionLimits {
  /** To send a request whole, its body too. */
  readonly requestMs: number;
  readonly headersMs: number;
  /** Without a byte in either direction while a request is under way. */
  readonly silenceMs: number;
  /** How often connections are looked through for those that are too slow. */
  readonly lookEveryMs: number;
  readonly headerBytes: number;
  /** Open at a time; further ones are closed at once. */
  readonly connections: number;
}

const LIMITS: ConnectionLimits = {
  // A sender of webhooks waits 15 s; whoever takes longer to send a request is not one of ours.
  requestMs: 15_000,
  headersMs: 10_000,
  // The longest answer waits 5 s for Junction and 10 s for the database.
  silenceMs: 30_000,
  lookEveryMs: 1_000,
  // Tokens with many scopes take 4 KiB.
  headerBytes: 16 * 1024,
  // A router holds some dozens, and each subscription may hold one.
  connections: 10_000,
};

/** The HTTP server that all routes share. Closing it answers what has begun and refuses the rest. */
export function createHttpServer(
  logger: FastifyBaseLogger,
  limits: ConnectionLimits = LIMITS,
): FastifyInstance {
  const fastify = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.silenceMs,
    http: {
      headersTimeout: limits.headersMs,
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: limits.lookEveryMs,
    },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  fastify.server.maxConnections = limits.connections;
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  // A connection that is kept alive would hold up the end until it falls idle for good.
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done();
  });
  return fastify;
}
