import { hash } from 'node:crypto';

/** The channel by which every instance receives the changes of all instances. */
export const CHANNEL = 'order_transaction_changed';

/** A little less than the largest payload that Postgres accepts in one notification. */
const MAX_PAYLOAD_BYTES = 7_900;
const MAX_PEOPLE_A_LINE = 100;

export interface AnnouncedChange {
  readonly transactionId: string;
  /** The company's ids of the people whose lists contain the change. */
  readonly userIds: Iterable<string>;
}

/** Encodes a change for the channel: a line with the id of the transaction and a {@link personKey} for each person. */
export interface ReceivedChange {
  readonly transactionId: string;
  readonly people: readonly string[];
}

/** What was announced in one notification. */
export function readAnnouncement(payload: string): ReceivedChange[] {
  return payload.split('\n').map((line) => {
    const [transactionId = '', ...people] = line.split(' ');
    return { transactionId, people };
  });
}

/** Identifies a person on the channel by a hash, because the company's own ids can have any length and characters. */
export function personKey(userId: string): string {
  return hash('sha256', userId, 'base64url');
}

/**
 * Joins the lines of all changes into as few payloads as Postgres accepts, because each notification costs about as
 * much as a row. All characters are ASCII.
 */
export function payloadsOf(changes: readonly AnnouncedChange[]): string[] {
  const payloads: string[] = [];
  for (const line of changes.flatMap(linesOf)) {
    const joined = `${payloads.at(-1) ?? ''}\n${line}`;
    if (payloads.length > 0 && joined.length <= MAX_PAYLOAD_BYTES)
      payloads[payloads.length - 1] = joined;
    else payloads.push(line);
  }
  return payloads;
}

/** Returns one line, or several for a transaction of very many people. */
function linesOf({ transactionId, userIds }: AnnouncedChange): string[] {
  const people = Array.from(userIds, personKey);
  const lines: string[] = [];
  do lines.push([transactionId, ...people.splice(0, MAX_PEOPLE_A_LINE)].join(' '));
  while (people.length > 0);
  return lines;
}
