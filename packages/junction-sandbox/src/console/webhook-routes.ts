import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Courier } from '../delivery/courier.js';
import type { DeliveryLog, LoggedWebhook } from '../delivery/delivery-log.js';
import { read } from '../rest/input.js';
import { RejectionError } from '../rest/rejection-error.js';
import type { ChangeStreams } from './change-stream.js';

const Hold = z.strictObject({ held: z.boolean() });
type Path = { Params: { id: string } };

export interface WebhookControl {
  readonly log: DeliveryLog;
  readonly courier: Courier;
  readonly changes: ChangeStreams;
}

/** The webhooks since the start: endpoints to list, resend, hold and release them. */
export function addWebhookRoutes(
  server: FastifyInstance,
  { log, courier, changes }: WebhookControl,
): void {
  const find = (id: string): LoggedWebhook => {
    const webhook = log.get(id);
    if (!webhook)
      throw new RejectionError(404, `No webhook with the id ${id} was sent since the start`);
    return webhook;
  };

  server.get('/_sandbox/webhooks', () => log.list().map(summaryOf));
  server.get<Path>('/_sandbox/webhooks/:id', ({ params }) => {
    const webhook = find(params.id);
    const payload: unknown = JSON.parse(webhook.message.body);
    return { ...summaryOf(webhook), attempts: webhook.attempts, payload };
  });

  server.post<Path>('/_sandbox/webhooks/:id/send', ({ params }, reply) => {
    const { message } = find(params.id);
    courier.send(message);
    return reply.code(202).send({});
  });
  server.post<Path>('/_sandbox/webhooks/:id/release', ({ params }, reply) => {
    if (!courier.gate.release(find(params.id).message.id)) {
      throw new RejectionError(409, 'This webhook is not held back');
    }
    return reply.code(202).send({});
  });
  server.put('/_sandbox/hold', ({ body }) => {
    const { held } = read(Hold, 'body', body);
    if (held) courier.gate.enabled = true;
    else courier.gate.releaseAll();
    changes.notify();
    return { held };
  });

  server.get('/_sandbox/changes', (_request, reply) =>
    reply.type('text/event-stream').header('cache-control', 'no-store').send(changes.open()),
  );
  server.addHook('preClose', (done) => {
    changes.close();
    done();
  });
}

/** The entry without the payload and the headers. */
function summaryOf({ message, state, attempts, nextAttemptAt }: LoggedWebhook) {
  const { id, eventType, transactionId, orderId, origin, status } = message;
  const last = attempts.at(-1);
  return {
    id,
    eventType,
    transactionId,
    orderId,
    origin,
    status,
    state,
    attemptCount: attempts.length,
    nextAttemptAt,
    httpStatus: last?.httpStatus ?? null,
    answer: last?.answer ?? null,
    sentAt: last?.sentAt ?? null,
  };
}
