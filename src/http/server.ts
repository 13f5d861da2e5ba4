import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { describeSpan } from '../telemetry/span.js';

/** What one connection may cost. */
export interface ConnectionLimits {
  /** To send a request whole, its body too. */
  readonly requestMs: number;
  readonly headersMs: number;
  /** Without a byte in either direction while a request is under way. */
  readonly silenceMs: number;
  /** How often connections are looked through for those that are too slow, or not needed when it ends. */
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

export interface HttpServerOptions {
  readonly logger: FastifyBaseLogger;
  /** Whether the header `Router-Authorization` is the router's, whose ids of requests are taken over. */
  readonly isRouter?: (routerAuthorization: unknown) => boolean;
  /** Aborted once the server is to end: answers then end their connections, so that senders go elsewhere. */
  readonly stopping: AbortSignal;
  readonly limits?: ConnectionLimits;
}

/**
 * The HTTP server that all routes share. Each answer tells the id of its request, which is in the log and in the audit
 * trail. Closing it answers what has begun and refuses the rest.
 */
export function createHttpServer({
  logger,
  isRouter = () => false,
  stopping,
  limits = LIMITS,
}: HttpServerOptions): FastifyInstance {
  const fastify = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => routersId(headers, isRouter) ?? randomUUID(),
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
  endConnectionsOnceAnswered(fastify, limits);
  fastify.server.maxConnections = limits.connections;
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('x-request-id', request.id);
    // A connection that is kept alive would hold up the end until it falls idle for good.
    if (stopping.aborted) void reply.header('connection', 'close');
    done();
  });
  fastify.addHook('onRequest', ({ id, method, routeOptions: { url } }, _reply, done) => {
    describeSpan({ 'http.route': url, 'request.id': id }, `${method} ${url ?? 'unknown'}`);
    done();
  });
  return fastify;
}

/**
 * Ends what connections are left once it no longer listens and all is answered, or once the time is up for sending a
 * request: on closing, Node no longer looks for slow ones, and takes those on which nothing was asked yet for busy.
 */
function endConnectionsOnceAnswered(
  fastify: FastifyInstance,
  { requestMs, lookEveryMs }: ConnectionLimits,
): void {
  let underWay = 0;
  fastify.addHook('onRequest', (_request, { raw }, done) => {
    underWay++;
    raw.once('close', () => underWay--);
    done();
  });
  fastify.addHook('preClose', (done) => {
    const deadline = performance.now() + requestMs;
    const timer = setInterval(() => {
      const isAnswered = underWay === 0 || performance.now() > deadline;
      if (isAnswered && !fastify.server.listening) fastify.server.closeAllConnections();
    }, lookEveryMs).unref();
    fastify.server.once('close', () => clearInterval(timer));
    done();
  });
}

/** What ids look like that are made by machines; whatever else is in the header stays out of the log. */
const REQUEST_ID = /^[\w.:-]{8,128}$/;

/** The router's own id of a request, by which its traces and ours find each other. A stranger's would only confuse. */
function routersId(
  headers: IncomingHttpHeaders,
  isRouter: (routerAuthorization: unknown) => boolean,
): string | null {
  const id = headers['x-request-id'];
  if (typeof id !== 'string' || !REQUEST_ID.test(id)) return null;
  return isRouter(headers['router-authorization']) ? id : null;
}
