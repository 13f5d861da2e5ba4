import type { BaseLogger } from 'pino';
import { describeSpan } from '../telemetry/span.js';
import { eventTypeLabel } from './event-type-label.js';

/** A delivery once it is answered; nothing of its body. */
export interface FinishedDelivery {
  /** Null where it was not verified: then nothing that it says is worth telling. */
  readonly messageId: string | null;
  /** Null where it was not verified or not readable. */
  readonly eventType: string | null;
  /** What the sender was told. */
  readonly outcome: string;
  /** Why it was quarantined or put off: words of a closed list, and the SQLSTATE or system code. */
  readonly reason?: string | undefined;
  readonly durationMs: number;
}

export type DeliveryLog = Pick<BaseLogger, 'info' | 'warn'>;

/** Writes the one line that each delivery leaves, and into its trace. What somebody has to look at is a warning. */
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
