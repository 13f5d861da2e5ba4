import { randomUUID } from 'node:crypto';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';

/** A sender of webhooks waits 15 s; whoever takes longer to send a request is not one of ours. */
const REQUEST_TIMEOUT_MS = 15_000;

/** The HTTP server that all routes share. Closing it answers what has begun and refuses the rest. */
export function createHttpServer(logger: FastifyBaseLogger): FastifyInstance {
  const fastify = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_TIMEOUT_MS,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
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
