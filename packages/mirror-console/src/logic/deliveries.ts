import type { Tone } from '@order-transactions/console-kit';
import type { DeliveryFilters } from './route.js';

export interface Delivery {
  readonly messageId: string | null;
  readonly eventType: string | null;
  readonly orderId: string | null;
  /** Null where the mirror knows no transaction of the order. */
  readonly transactionId: string | null;
  readonly outcome: string;
  readonly reason?: string | undefined;
  readonly durationMs: number;
  readonly answeredAt: string;
}

/** A delivery with its position among the listed deliveries of its message. */
export interface DeliveryAttempt extends Delivery {
  readonly key: string;
  readonly attempt: number;
  readonly attempts: number;
}

interface OutcomeText {
  readonly tone: Tone;
  /** The HTTP status that the sender received. */
  readonly status: string;
  readonly meaning: string;
}

/** A response of the service. Rejections have no body. */
export interface Answer {
  readonly status: number;
  readonly body: { readonly outcome: string } | null;
}

/** The explanation of each outcome. */
const OUTCOMES: Readonly<Record<string, OutcomeText>> = {
  APPLIED: { tone: 'good', status: '200', meaning: 'Changed stored data.' },
  STALE: { tone: 'plain', status: '200', meaning: 'New message without new information.' },
  DUPLICATE: { tone: 'plain', status: '200', meaning: 'Message id known: nothing changed.' },
  IGNORED: { tone: 'plain', status: '200', meaning: 'A type or team that is not stored.' },
  QUARANTINED: { tone: 'bad', status: '202', meaning: 'Stored whole, needs an operator.' },
  UNAUTHENTICATED: {
    tone: 'bad',
    status: '401',
    meaning: 'Unsigned, or signed with another secret.',
  },
  TOO_LARGE: { tone: 'bad', status: '413', meaning: 'Larger than 1 MiB.' },
  UNAVAILABLE: { tone: 'wait', status: '503', meaning: 'The sender repeats it.' },
};

export function describeOutcome(outcome: string): OutcomeText {
  return OUTCOMES[outcome] ?? { tone: 'plain', status: '', meaning: '' };
}

/** Numbers the deliveries of each message by time. @param deliveries newest first */
export function toAttempts(deliveries: readonly Delivery[]): DeliveryAttempt[] {
  const counts = new Map<string, number>();
  const numbered = deliveries.toReversed().map((delivery) => {
    const { messageId, answeredAt, durationMs } = delivery;
    const attempt = messageId === null ? 1 : (counts.get(messageId) ?? 0) + 1;
    if (messageId !== null) counts.set(messageId, attempt);
    return { ...delivery, attempt, key: [messageId, answeredAt, durationMs].join(' ') };
  });
  return numbered
    .map((delivery) => ({ ...delivery, attempts: counts.get(delivery.messageId ?? '') ?? 1 }))
    .reverse();
}

export interface OutcomeCount {
  readonly outcome: string;
  readonly count: number;
}

/** The number of deliveries of each outcome, in the order of the explanations. */
export function countOutcomes(deliveries: readonly Delivery[]): OutcomeCount[] {
  const names = new Set([...Object.keys(OUTCOMES), ...deliveries.map(({ outcome }) => outcome)]);
  return [...names]
    .map((outcome) => ({
      outcome,
      count: deliveries.filter((delivery) => delivery.outcome === outcome).length,
    }))
    .filter(({ count }) => count > 0);
}

/** The event types in the list, sorted. */
export function eventTypesOf(deliveries: readonly Delivery[]): string[] {
  const types = deliveries.flatMap(({ eventType }) => (eventType === null ? [] : [eventType]));
  return [...new Set(types)].sort();
}

/** The deliveries that the filters select. A filter by message id matches any part of it. */
export function selectDeliveries<T extends Delivery>(
  deliveries: readonly T[],
  { outcome, eventType, messageId }: DeliveryFilters,
): T[] {
  return deliveries.filter(
    (delivery) =>
      (outcome === '' || delivery.outcome === outcome) &&
      (eventType === '' || delivery.eventType === eventType) &&
      (messageId === '' || (delivery.messageId ?? '').includes(messageId)),
  );
}

/** The response that the sender received, as far as the list of deliveries contains it. */
export function answerOf({ outcome }: Delivery): Answer {
  const status = Number(describeOutcome(outcome).status);
  return { status, body: status < 300 ? { outcome } : null };
}
