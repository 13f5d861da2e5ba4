import type { Logger } from 'pino';
import { IngestRefused, IngestUnavailable, type Ingester } from '../orders/ingester.js';
import type { Outcome } from '../orders/store/apply-messages.js';
import { readPayload, type Payload } from './payload.js';
import { isSigned, type SignedDelivery } from './signature.js';

/** Bodies above this are refused before anything else is looked at; Junction's are below 20 KB. */
export const LARGEST_BODY = 1024 * 1024;

/** What the sender is told. */
export type Reception =
  | { readonly kind: 'ACCEPTED'; readonly outcome: Outcome | 'QUARANTINED' }
  | { readonly kind: 'UNAUTHENTICATED' }
  | { readonly kind: 'TOO_LARGE' }
  | { readonly kind: 'UNAVAILABLE'; readonly retryAfterSeconds: number };

export type Receive = (delivery: SignedDelivery) => Promise<Reception>;

export interface ReceiverOptions {
  readonly ingester: Ingester;
  readonly secrets: readonly string[];
  /** Whose events are taken in; empty: everybody's. */
  readonly teamIds: readonly string[];
  readonly logger: Logger;
}

/**
 * The one way in for webhooks, whether they came by HTTP or by the mutation: verify, read, hand over. It resolves after
 * the commit, so what it accepted is kept.
 */
export function createReceiver(options: ReceiverOptions): Receive {
  return async (delivery) => {
    if (delivery.body.length > LARGEST_BODY) return { kind: 'TOO_LARGE' };
    if (!isSigned(delivery, options.secrets, Date.now())) return { kind: 'UNAUTHENTICATED' };
    try {
      return { kind: 'ACCEPTED', outcome: await accept(delivery, options) };
    } catch (error) {
      if (!(error instanceof IngestUnavailable)) throw error;
      options.logger.warn({ err: error.cause, messageId: delivery.messageId }, 'webhook put off');
      return { kind: 'UNAVAILABLE', retryAfterSeconds: error.retryAfterSeconds };
    }
  };
}

async function accept(
  delivery: SignedDelivery,
  { ingester, teamIds, logger }: ReceiverOptions,
): Promise<Outcome | 'QUARANTINED'> {
  const { messageId, body } = delivery;
  const quarantine = async (reason: string) => {
    const fresh = await ingester.quarantine({ messageId, reason, body });
    if (fresh) logger.warn({ messageId, reason }, 'webhook quarantined');
    return fresh ? 'QUARANTINED' : 'DUPLICATE';
  };

  const payload = readPayload(body);
  if (payload.kind === 'UNREADABLE') return quarantine(payload.reason);
  try {
    return await ingester.take({
      source: 'WEBHOOK',
      key: messageId,
      eventType: payload.eventType,
      fact: isOurs(payload, teamIds) ? payload.report : null,
    });
  } catch (error) {
    if (!(error instanceof IngestRefused)) throw error;
    logger.error({ err: error.cause, messageId }, 'webhook cannot be stored');
    return quarantine('NOT_STORABLE');
  }
}

function isOurs(
  payload: Payload,
  teamIds: readonly string[],
): payload is Extract<Payload, { kind: 'ORDER' }> {
  return (
    payload.kind === 'ORDER' && (teamIds.length === 0 || teamIds.includes(payload.report.teamId))
  );
}
