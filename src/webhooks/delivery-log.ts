import type { BaseLogger } from 'pino';
import { describeSpan } from '../telemetry/span.js';
import { eventTypeLabel } from './event-type-label.js';

/** An answered delivery, without its body. */
export interface FinishedDelivery {
  /** Null where the signature was not verified: anyone could have sent the content. */
  readonly messageId: string | null;
  /** Null where the delivery was not verified or not readable. */
  readonly eventType: string | null;
  /** The order that a verified delivery is about; null where it is about none. */
  readonly orderId: string | null;
  /** The response to the sender, for example `APPLIED` or `UNAVAILABLE`. */
  readonly outcome: string;
  /** Why the message was quarantined or answered with 503: words of a closed list, and the SQLSTATE or system code. */
  readonly reason?: string | undefined;
  readonly durationMs: number;
}

export type DeliveryLog = Pick<BaseLogger, 'info' | 'warn' | 'error'>;

/** Writes one log line and the trace attributes of a delivery. An outcome that needs an operator is a warning. */
export function logDelivery(delivery: FinishedDelivery, log: DeliveryLog): void {
  const { messageId, eventType, outcome, reason, durationMs } = delivery;
  const line = {
    ...(messageId !== null && { messageId, eventType: eventTypeLabel(eventType) }),
    outcome,
    reason,
    durationMs: Math.round(durationMs),
  };
  describeSpan({ 'webhook.message.id': messageId ?? undefined, 'webhook.outcome': outcome });
  if (outcome === 'QUARANTINED' || outcome === 'UNAVAILABLE') log.warn(line, 'webhook');
  else log.info(line, 'webhook');
}
