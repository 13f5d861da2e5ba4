import type { Tone } from '@order-transactions/console-kit';

export interface QuarantinedMessage {
  readonly messageId: string;
  readonly reason: string;
  readonly receivedAt: string;
  readonly size: number;
}

export interface Urgency {
  readonly tone: Tone;
  readonly label: string;
  /** The reason why the message is in quarantine, and the remedy. */
  readonly advice: string;
}

const HOUR_MS = 60 * 60 * 1000;
/** Junction repeats a delivery for about 28 hours. */
const SENDER_GIVES_UP_MS = 28 * HOUR_MS;
const SENDER_IS_LATE_MS = 20 * HOUR_MS;

const ADVICE: Readonly<Record<string, string>> = {
  JSON: 'The body is not JSON. Request the message from Junction again.',
  TOO_LARGE: 'The message has more events or orders than the service stores.',
  NOT_STORABLE: 'The database rejects the data of this message alone; the log has the SQLSTATE.',
};
const UNREADABLE =
  'A field cannot be read. A newer release can often read it: install it, then retry.';

/** The urgency of a quarantined message. A pending message is lost when the sender gives up before it is stored. */
export function urgencyOf({ reason, receivedAt }: QuarantinedMessage, now: number): Urgency {
  if (reason !== 'PENDING') {
    return { tone: 'bad', label: 'needs an operator', advice: ADVICE[reason] ?? UNREADABLE };
  }
  const age = now - Date.parse(receivedAt);
  if (age >= SENDER_GIVES_UP_MS) {
    return {
      tone: 'bad',
      label: 'sender gave up',
      advice: 'Junction has stopped repeating the message: retry it here.',
    };
  }
  if (age >= SENDER_IS_LATE_MS) {
    return {
      tone: 'bad',
      label: 'sender gives up soon',
      advice: 'Junction repeats the message for about 28 hours: retry it once the database works.',
    };
  }
  return {
    tone: 'wait',
    label: 'sender repeats it',
    advice: 'The service answered 503; Junction sends the message again.',
  };
}

/** Most urgent first, then oldest first. */
export function sortByUrgency<T extends QuarantinedMessage>(
  messages: readonly T[],
  now: number,
): T[] {
  const rank = (message: T) => (urgencyOf(message, now).tone === 'bad' ? 0 : 1);
  return [...messages].sort(
    (a, b) => rank(a) - rank(b) || a.receivedAt.localeCompare(b.receivedAt),
  );
}
