import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CallerState } from '../http/caller-signal.js';
import { MAX_BODY_BYTES, type Receive, type Reception } from './receiver.js';

/** Serves `POST /webhooks/junction`: it passes the delivery on and sends the response. */
export function registerWebhookRoute(fastify: FastifyInstance, receive: Receive): void {
  // An encapsulated scope: only here bodies remain the signed bytes.
  void fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    // A rejection contains no reason: its sender is not Junction.
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'webhook failed');
      return reply.code(status).send();
    });
    scope.post<{ Body: Buffer | undefined }>(
      '/webhooks/junction',
      { bodyLimit: MAX_BODY_BYTES },
      async (request, reply) => {
        const delivery = {
          messageId: header(request, 'id'),
          timestamp: header(request, 'timestamp'),
          signature: header(request, 'signature'),
          body: request.body ?? Buffer.alloc(0),
        };
        return answer(reply, await receive(delivery, request.log, new CallerState(reply.raw)));
      },
    );
    done();
  });
}

/** Svix names its headers `svix-*`; the Standard Webhooks specification, which is based on it, `webhook-*`. */
function header(request: FastifyRequest, name: string): string {
  const value = request.headers[`svix-${name}`] ?? request.headers[`webhook-${name}`];
  return typeof value === 'string' ? value : '';
}

function answer(reply: FastifyReply, reception: Reception): FastifyReply {
  switch (reception.kind) {
    case 'ACCEPTED':
      return reply
        .code(reception.outcome === 'QUARANTINED' ? 202 : 200)
        .send({ outcome: reception.outcome });
    case 'UNAUTHENTICATED':
      return reply.code(401).send();
    case 'TOO_LARGE':
      return reply.code(413).send();
    case 'UNAVAILABLE':
      return reply.code(503).header('Retry-After', reception.retryAfterSeconds).send();
  }
}
