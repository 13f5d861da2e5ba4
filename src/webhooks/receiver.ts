import type { Withdrawal } from '../database/batcher.js';
import { errorCode, isServerFailure } from '../database/transient-error.js';
import { IngestRejectedError, IngestUnavailableError, type Ingester } from '../ingest/ingester.js';
import type { OrderNotices } from '../ingest/order-notices.js';
import type { Quarantine } from '../ingest/quarantine.js';
import type { Fact } from '../orders/facts.js';
import type { Outcome } from '../store/write/apply-messages.js';
import type { InboxMessage } from '../store/write/inbox.js';
import { logDelivery, type DeliveryLog, type FinishedDelivery } from './delivery-log.js';
import { factOf, orderIdOf, readPayload, type Payload } from './payload.js';
import { withoutHomeAddress } from './without-home-address.js';
import { isSigned, type SignedDelivery } from './signature.js';

/** Bodies above this are rejected before the signature is checked; Junction's are below 20 KB. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The answer to the sender. */
export type Reception =
  | { readonly kind: 'ACCEPTED'; readonly outcome: Outcome | 'QUARANTINED' }
  | { readonly kind: 'UNAUTHENTICATED' }
  | { readonly kind: 'TOO_LARGE' }
  | { readonly kind: 'UNAVAILABLE'; readonly retryAfterSeconds: number };

/**
 * @param log the log of the delivery's request.
 * @param sender aborted when the sender has disconnected: a delivery whose batch has not begun is withdrawn, and the
 *   sender repeats it.
 */
export type Receive = (
  delivery: SignedDelivery,
  log: DeliveryLog,
  sender?: Withdrawal,
) => Promise<Reception>;

const UNAVAILABLE: Reception = { kind: 'UNAVAILABLE', retryAfterSeconds: 5 };

export interface ReceiverOptions {
  readonly ingester: Ingester;
  readonly notices: OrderNotices;
  readonly quarantine: Quarantine;
  readonly secrets: readonly string[];
  /** The teams whose events are applied; empty: all. */
  readonly teamIds: readonly string[];
  /** Called for every delivery. */
  readonly count?: (delivery: FinishedDelivery) => void;
}

/** The response to a delivery, with the reason where an operator needs it. */
interface Settled {
  readonly reception: Reception;
  readonly reason?: FinishedDelivery['reason'];
}

/**
 * The only entry point for webhooks, from HTTP and from the mutation: it verifies, parses and applies them. It resolves
 * after the commit, so an accepted delivery is stored.
 */
export function createReceiver(options: ReceiverOptions): Receive {
  const { secrets, teamIds, count = () => undefined } = options;
  return async (delivery, log, sender) => {
    const startedAt = performance.now();
    const report = (finished: Omit<FinishedDelivery, 'durationMs'>) => {
      const timed = { ...finished, durationMs: performance.now() - startedAt };
      logDelivery(timed, log);
      count(timed);
    };
    const rejection = reject(delivery, secrets);
    if (rejection !== null) {
      report({ messageId: null, eventType: null, orderId: null, outcome: rejection.kind });
      return rejection;
    }
    const payload = readPayload(delivery.body, teamIds);
    const { reception, reason } = await settle(delivery, payload, options, { log, sender });
    report({
      messageId: delivery.messageId,
      eventType: payload.kind === 'UNREADABLE' ? null : payload.eventType,
      orderId: orderIdOf(payload),
      outcome: reception.kind === 'ACCEPTED' ? reception.outcome : reception.kind,
      reason,
    });
    return reception;
  };
}

function reject(delivery: SignedDelivery, secrets: readonly string[]): Reception | null {
  if (delivery.body.length > MAX_BODY_BYTES) return { kind: 'TOO_LARGE' };
  return isSigned(delivery, secrets, Date.now()) ? null : { kind: 'UNAUTHENTICATED' };
}

/** Applies a delivery. A failure of the service is answered with 503, and the sender repeats the delivery. */
async function settle(
  delivery: SignedDelivery,
  payload: Payload,
  options: ReceiverOptions,
  { log, sender }: { readonly log: DeliveryLog; readonly sender: Withdrawal | undefined },
): Promise<Settled> {
  const { quarantine } = options;
  try {
    return await accept(delivery, payload, options, sender);
  } catch (error) {
    if (sender?.aborted === true) return { reception: UNAVAILABLE, reason: 'SENDER_GONE' };
    const cause: unknown = error instanceof IngestUnavailableError ? error.cause : error;
    const reason = errorCode(cause);
    if (reason === 'unknown') log.error({ err: cause }, 'a webhook failed');
    // While the database itself fails, a copy cannot be stored either.
    if (!isServerFailure(cause)) {
      const { messageId, body } = delivery;
      await quarantine.storePending({ messageId, body: withoutHomeAddress(body) });
    }
    return { reception: UNAVAILABLE, reason };
  }
}

async function accept(
  { messageId, body }: SignedDelivery,
  payload: Payload,
  { ingester, notices, quarantine }: ReceiverOptions,
  sender: Withdrawal | undefined,
): Promise<Settled> {
  const setAside = async (reason: string): Promise<Settled> => {
    const isNew = await quarantine.store({ messageId, reason, body: withoutHomeAddress(body) });
    return isNew ? { ...accepted('QUARANTINED'), reason } : accepted('DUPLICATE');
  };

  if (payload.kind === 'UNREADABLE') return setAside(payload.reason);
  const fact = factOf(payload);
  // Stored results may be outdated.
  const noticed = noticedOrder(payload, fact);
  if (noticed !== null) await notices.record(noticed);
  try {
    const message: InboxMessage = {
      source: 'WEBHOOK',
      key: messageId,
      eventType: payload.eventType,
      fact,
    };
    return accepted(await ingester.take(message, sender));
  } catch (error) {
    if (!(error instanceof IngestRejectedError)) throw error;
    const settled = await setAside('NOT_STORABLE');
    return { ...settled, reason: `NOT_STORABLE ${errorCode(error.cause)}` };
  }
}

function accepted(outcome: Outcome | 'QUARANTINED'): Settled {
  return { reception: { kind: 'ACCEPTED', outcome } };
}

/** Returns the order whose results may have changed without an event. */
function noticedOrder(payload: Payload, fact: Fact | null): string | null {
  if (payload.kind === 'NOTICE') return payload.orderId;
  return fact?.kind === 'CRITICAL_RESULT' ? fact.orderId : null;
}
