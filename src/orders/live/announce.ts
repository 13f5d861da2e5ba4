import { createHash } from 'node:crypto';

/** The channel on which every instance receives what changed, whichever instance changed it. */
export const CHANNEL = 'order_transaction_changed';

/** A little less than what Postgres accepts in one notification. */
const MAX_PAYLOAD_BYTES = 7_900;
const MAX_PEOPLE_A_LINE = 100;

export interface AnnouncedChange {
  readonly transactionId: string;
  /** The company's ids of the people whose lists contain the change. */
  readonly userIds: Iterable<string>;
}

/** A change as the channel transmits it: a line with the id of the transaction and a {@link personKey} for each person. */
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

/** A person on the channel: a hash, since the company's own ids can be of any length and kind. */
export function personKey(userId: string): string {
  return createHash('sha256').update(userId).digest('base64url');
}

/**
 * What announces changes: the lines of all, in as few payloads as Postgres accepts, since each notification costs it about
 * as much as a row. All characters are ASCII.
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

/** One line, or several for a transaction of very many people. */
function linesOf({ transactionId, userIds }: AnnouncedChange): string[] {
  const people = Array.from(userIds, personKey);
  const lines = [[transactionId, ...people.splice(0, MAX_PEOPLE_A_LINE)].join(' ')];
  while (people.length > 0)
    lines.push([transactionId, ...people.splice(0, MAX_PEOPLE_A_LINE)].join(' '));
  return lines;
}
