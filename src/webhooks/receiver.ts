import type { Logger } from 'pino';
import { errorCode } from '../database/transient-error.js';
import { IngestRefused, IngestUnavailable, type Ingester } from '../orders/ingester.js';
import type { Quarantine } from '../orders/quarantine.js';
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
  readonly quarantine: Quarantine;
  readonly secrets: readonly string[];
  /** Whose events are taken in; empty: everybody's. */
  readonly teamIds: readonly string[];
  readonly logger: Logger;
  /** Told of every delivery: the event's type, where it was verified and readable, and what became of it. */
  readonly count?: (eventType: string | null, outcome: string) => void;
}

/**
 * The one way in for webhooks, whether they came by HTTP or by the mutation: verify, read, hand over. It resolves after
 * the commit, so what it accepted is kept.
 */
export function createReceiver(options: ReceiverOptions): Receive {
  const { secrets, count = () => undefined } = options;
  return async (delivery) => {
    const refusal = refuse(delivery, secrets);
    if (refusal !== null) {
      count(null, refusal.kind);
      return refusal;
    }
    const payload = readPayload(delivery.body);
    const reception = await settle(delivery, payload, options);
    const eventType = payload.kind === 'UNREADABLE' ? null : payload.eventType;
    count(eventType, reception.kind === 'ACCEPTED' ? reception.outcome : reception.kind);
    return reception;
  };
}

function refuse(
  { body, ...delivery }: SignedDelivery,
  secrets: readonly string[],
): Reception | null {
  if (body.length > LARGEST_BODY) return { kind: 'TOO_LARGE' };
  return isSigned({ body, ...delivery }, secrets, Date.now()) ? null : { kind: 'UNAUTHENTICATED' };
}

async function settle(
  delivery: SignedDelivery,
  payload: Payload,
  options: ReceiverOptions,
): Promise<Reception> {
  try {
    return { kind: 'ACCEPTED', outcome: await accept(delivery, payload, options) };
  } catch (error) {
    if (!(error instanceof IngestUnavailable)) throw error;
    const { messageId } = delivery;
    options.logger.warn({ messageId, code: errorCode(error.cause) }, 'webhook put off');
    return { kind: 'UNAVAILABLE', retryAfterSeconds: error.retryAfterSeconds };
  }
}

async function accept(
  { messageId, body }: SignedDelivery,
  payload: Payload,
  { ingester, quarantine, teamIds, logger }: ReceiverOptions,
): Promise<Outcome | 'QUARANTINED'> {
  const setAside = async (reason: string) => {
    const fresh = await quarantine.keep({ messageId, reason, body });
    if (fresh) logger.warn({ messageId, reason }, 'webhook quarantined');
    return fresh ? 'QUARANTINED' : 'DUPLICATE';
  };

  if (payload.kind === 'UNREADABLE') return setAside(payload.reason);
  // The message itself changes nothing that is served; results that were kept are no longer the newest.
  if (payload.kind === 'NOTICE') await ingester.noteOrder(payload.orderId);
  try {
    return await ingester.take({
      source: 'WEBHOOK',
      key: messageId,
      eventType: payload.eventType,
      fact: isOurs(payload, teamIds) ? payload.report : null,
    });
  } catch (error) {
    if (!(error instanceof IngestRefused)) throw error;
    logger.error({ messageId, code: errorCode(error.cause) }, 'webhook cannot be stored');
    return setAside('NOT_STORABLE');
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
