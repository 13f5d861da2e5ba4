import type { Withdrawal } from '../database/batcher.js';
import { errorCode, isServerFailure } from '../database/transient-error.js';
import { IngestRejectedError, IngestUnavailableError, type Ingester } from '../ingest/ingester.js';
import type { OrderNotices } from '../ingest/order-notices.js';
import type { Quarantine } from '../ingest/quarantine.js';
import type { Outcome } from '../store/write/apply-messages.js';
import type { InboxMessage } from '../store/write/inbox.js';
import { logDelivery, type DeliveryLog, type FinishedDelivery } from './delivery-log.js';
import { factOf, orderIdOf, readPayload, type Payload } from './payload.js';
import { withoutHomeAddress } from './without-home-address.js';
import { isSigned, type SignedDelivery } from './signature.js';

/** Bodies above this are rejected before the signature is checked; Junction's are below 20 KB. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The response to the sender. */
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
    const rejection = rejectionOf(delivery, secrets);
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

/** Null for a delivery that Junction signed. */
function rejectionOf(delivery: SignedDelivery, secrets: readonly string[]): Reception | null {
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
    return await applyOrQuarantine(delivery, payload, options, sender);
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

/**
 * Applies the fact of a delivery. Quarantines a delivery that cannot be read or stored because of its own content: every
 * repetition would fail too.
 *
 * @throws IngestUnavailableError; the reason of the withdrawal
 */
async function applyOrQuarantine(
  { messageId, body }: SignedDelivery,
  payload: Payload,
  { ingester, notices, quarantine }: ReceiverOptions,
  sender: Withdrawal | undefined,
): Promise<Settled> {
  const quarantineFor = async (reason: string): Promise<Settled> => {
    const isNew = await quarantine.store({ messageId, reason, body: withoutHomeAddress(body) });
    return isNew ? { ...accepted('QUARANTINED'), reason } : accepted('DUPLICATE');
  };

  if (payload.kind === 'UNREADABLE') return quarantineFor(payload.reason);
  const orderId = orderOfNotice(payload);
  if (orderId !== null) await notices.record(orderId);
  try {
    const message: InboxMessage = {
      source: 'WEBHOOK',
      key: messageId,
      eventType: payload.eventType,
      fact: factOf(payload),
    };
    return accepted(await ingester.take(message, sender));
  } catch (error) {
    if (!(error instanceof IngestRejectedError)) throw error;
    const settled = await quarantineFor('NOT_STORABLE');
    return { ...settled, reason: `NOT_STORABLE ${errorCode(error.cause)}` };
  }
}

function accepted(outcome: Outcome | 'QUARANTINED'): Settled {
  return { reception: { kind: 'ACCEPTED', outcome } };
}

/** Returns the order whose stored results may be outdated although the payload contains no event of it, or null. */
function orderOfNotice(payload: Payload): string | null {
  if (payload.kind === 'NOTICE') return payload.orderId;
  const isCritical = payload.kind === 'SUPPLEMENT' && payload.report.kind === 'CRITICAL_RESULT';
  return isCritical ? payload.report.orderId : null;
}
