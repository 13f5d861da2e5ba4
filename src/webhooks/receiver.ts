import { errorCode } from '../database/transient-error.js';
import { IngestRefused, IngestUnavailable, type Ingester } from '../ingest/ingester.js';
import type { Quarantine } from '../ingest/quarantine.js';
import type { Outcome } from '../store/write/apply-messages.js';
import { logDelivery, type DeliveryLog, type FinishedDelivery } from './delivery-log.js';
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

/** @param log of the request that brought the delivery. */
export type Receive = (delivery: SignedDelivery, log: DeliveryLog) => Promise<Reception>;

export interface ReceiverOptions {
  readonly ingester: Ingester;
  readonly quarantine: Quarantine;
  readonly secrets: readonly string[];
  /** Whose events are taken in; empty: everybody's. */
  readonly teamIds: readonly string[];
  /** Told of every delivery. */
  readonly count?: (delivery: FinishedDelivery) => void;
}

/** What became of a delivery, and why, where that is worth telling. */
interface Settled {
  readonly reception: Reception;
  readonly reason?: FinishedDelivery['reason'];
}

/**
 * The one way in for webhooks, whether they came by HTTP or by the mutation: verify, read, hand over. It resolves after
 * the commit, so what it accepted is kept.
 */
export function createReceiver(options: ReceiverOptions): Receive {
  const { secrets, count = () => undefined } = options;
  return async (delivery, log) => {
    const startedAt = performance.now();
    const tell = (finished: Omit<FinishedDelivery, 'durationMs'>) => {
      const told = { ...finished, durationMs: performance.now() - startedAt };
      logDelivery(told, log);
      count(told);
    };
    const refusal = refuse(delivery, secrets);
    if (refusal !== null) {
      tell({ messageId: null, eventType: null, outcome: refusal.kind });
      return refusal;
    }
    const payload = readPayload(delivery.body);
    const { reception, reason } = await settle(delivery, payload, options);
    tell({
      messageId: delivery.messageId,
      eventType: payload.kind === 'UNREADABLE' ? null : payload.eventType,
      outcome: reception.kind === 'ACCEPTED' ? reception.outcome : reception.kind,
      reason,
    });
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
): Promise<Settled> {
  try {
    return await accept(delivery, payload, options);
  } catch (error) {
    if (!(error instanceof IngestUnavailable)) throw error;
    const { retryAfterSeconds, cause } = error;
    return { reception: { kind: 'UNAVAILABLE', retryAfterSeconds }, reason: errorCode(cause) };
  }
}

async function accept(
  { messageId, body }: SignedDelivery,
  payload: Payload,
  { ingester, quarantine, teamIds }: ReceiverOptions,
): Promise<Settled> {
  const setAside = async (reason: string): Promise<Settled> => {
    const fresh = await quarantine.keep({ messageId, reason, body });
    return fresh ? { ...accepted('QUARANTINED'), reason } : accepted('DUPLICATE');
  };

  if (payload.kind === 'UNREADABLE') return setAside(payload.reason);
  // The message itself changes nothing that is served; results that were kept are no longer the newest.
  if (payload.kind === 'NOTICE') await ingester.noteOrder(payload.orderId);
  try {
    const outcome = await ingester.take({
      source: 'WEBHOOK',
      key: messageId,
      eventType: payload.eventType,
      fact: isOurs(payload, teamIds) ? payload.report : null,
    });
    return accepted(outcome);
  } catch (error) {
    if (!(error instanceof IngestRefused)) throw error;
    const settled = await setAside('NOT_STORABLE');
    return { ...settled, reason: `NOT_STORABLE ${errorCode(error.cause)}` };
  }
}

function accepted(outcome: Outcome | 'QUARANTINED'): Settled {
  return { reception: { kind: 'ACCEPTED', outcome } };
}

function isOurs(
  payload: Payload,
  teamIds: readonly string[],
): payload is Extract<Payload, { kind: 'ORDER' }> {
  return (
    payload.kind === 'ORDER' && (teamIds.length === 0 || teamIds.includes(payload.report.teamId))
  );
}
