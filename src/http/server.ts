import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { describeSpan } from '../telemetry/span.js';
import { errorBody, handleClientError } from './client-errors.js';
import { hasValidHost } from './host-header.js';

/** The limits of one connection. */
export interface ConnectionLimits {
  /** Without a request: how long a connection stays open before its first request and after each. */
  readonly keepAliveMs: number;
  /** The time limit for the headers of a request. */
  readonly headersMs: number;
  /** The time limit for the body of a request after its headers. */
  readonly bodyMs: number;
  /** The time limit without a byte in either direction while a request is in progress. */
  readonly silenceMs: number;
  /** The interval of the checks for connections that are too slow, or not needed when the server closes. */
  readonly checkEveryMs: number;
  readonly headerBytes: number;
  /** The limit of open connections; further ones are closed immediately. */
  readonly connections: number;
}

const LIMITS: ConnectionLimits = {
  // The side that closes an idle connection first risks that a request is on its way. Clients retry such a request only when
  // it was certainly not processed, so the client must close first: load balancers hold connections for up to 600 s.
  keepAliveMs: 620_000,
  headersMs: 10_000,
  bodyMs: 5_000,
  // The longest response waits 5 s for Junction and 10 s for the database.
  silenceMs: 30_000,
  checkEveryMs: 1_000,
  // Tokens with many scopes take 4 KiB.
  headerBytes: 16 * 1024,
  // A router holds some dozens, and each subscription may hold one.
  connections: 10_000,
};

class InvalidHostError extends Error {
  readonly statusCode = 400;

  constructor() {
    super('The request must have exactly one valid `Host` header.');
  }
}

export interface HttpServerOptions {
  readonly logger: FastifyBaseLogger;
  /** Whether the header `Router-Authorization` is the router's, whose request ids are used. */
  readonly isRouter?: (routerAuthorization: unknown) => boolean;
  /** Aborted when the server will close soon: responses then close their connections, so that senders go elsewhere. */
  readonly stopping: AbortSignal;
  readonly limits?: Partial<ConnectionLimits>;
}

/**
 * The HTTP server of all routes. Each response contains the id of its request, which the log and the audit trail
 * record. Closing the server completes the requests in progress and rejects others.
 */
export function createHttpServer({
  logger,
  isRouter = () => false,
  stopping,
  limits: given = {},
}: HttpServerOptions): FastifyInstance {
  const limits = { ...LIMITS, ...given };
  const fastify = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => routersId(headers, isRouter) ?? randomUUID(),
    keepAliveTimeout: limits.keepAliveMs,
    requestTimeout: limits.headersMs + limits.bodyMs,
    connectionTimeout: limits.silenceMs,
    http: {
      headersTimeout: limits.headersMs,
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: limits.checkEveryMs,
      // hasValidHost checks it, and the response has a body.
      requireHostHeader: false,
    },
    clientErrorHandler: handleClientError,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  countNewConnectionsAsIdle(fastify, limits);
  closeConnectionsAfterResponse(fastify, limits);
  fastify.server.maxConnections = limits.connections;
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('x-request-id', request.id);
    // A keep-alive connection would delay the close until it becomes idle.
    if (stopping.aborted) void reply.header('connection', 'close');
    done();
  });
  fastify.addHook('onRequest', ({ id, method, routeOptions: { url } }, _reply, done) => {
    describeSpan({ 'http.route': url, 'request.id': id }, `${method} ${url ?? 'unknown'}`);
    done();
  });
  rejectWhileClosing(fastify);
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    done(hasValidHost(raw) ? undefined : new InvalidHostError());
  });
  return fastify;
}

/** Node applies the silence limit to a connection before its first request, and the idle limit only after it. */
function countNewConnectionsAsIdle(
  { server }: FastifyInstance,
  { keepAliveMs, silenceMs }: ConnectionLimits,
): void {
  server.on('connection', (socket) => socket.setTimeout(keepAliveMs));
  server.on('request', ({ socket }) => socket.setTimeout(silenceMs));
}

/** Fastify's own response has another body and no `Retry-After`. */
function rejectWhileClosing(fastify: FastifyInstance): void {
  let isClosing = false;
  fastify.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  const body = errorBody('SERVICE_UNAVAILABLE', 'The service is closing. Try again.');
  fastify.addHook('onRequest', (_request, reply, done) => {
    if (!isClosing) {
      done();
      return;
    }
    void reply
      .code(503)
      .header('retry-after', '1')
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(body);
  });
}

/**
 * Closes the remaining connections once the server no longer listens and every request is answered, or after the time limit for sending a
 * request: once a server is closing, Node no longer checks for slow requests, and counts connections without a request as busy.
 */
function closeConnectionsAfterResponse(
  fastify: FastifyInstance,
  { headersMs, bodyMs, checkEveryMs }: ConnectionLimits,
): void {
  let underWay = 0;
  fastify.addHook('onRequest', (_request, { raw }, done) => {
    underWay++;
    raw.once('close', () => underWay--);
    done();
  });
  fastify.addHook('preClose', (done) => {
    const deadline = performance.now() + headersMs + bodyMs;
    const timer = setInterval(() => {
      const isAnswered = underWay === 0 || performance.now() > deadline;
      if (isAnswered && !fastify.server.listening) fastify.server.closeAllConnections();
    }, checkEveryMs).unref();
    fastify.server.once('close', () => clearInterval(timer));
    done();
  });
}

/** The format of generated ids; any other header value stays out of the log. */
const REQUEST_ID = /^[\w.:-]{8,128}$/;

/**
 * Returns the router's own id of a request, which connects its traces with this service's log. An id from another
 * client would only confuse.
 */
function routersId(
  headers: IncomingHttpHeaders,
  isRouter: (routerAuthorization: unknown) => boolean,
): string | null {
  const id = headers['x-request-id'];
  if (typeof id !== 'string' || !REQUEST_ID.test(id)) return null;
  return isRouter(headers['router-authorization']) ? id : null;
}
