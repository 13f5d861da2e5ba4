import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** The channel on which every instance receives the ids of changed transactions, whichever instance changed them. */
export const CHANNEL = 'order_transaction_changed';

/** The channel of the same changes by person: a {@link personKey}, a space and the id of the transaction. */
export const PERSON_CHANNEL = 'order_transaction_of_person_changed';

export interface AnnouncedChange {
  readonly transactionId: string;
  /** The company's ids of the people whose lists contain the change. */
  readonly userIds: Iterable<string>;
}

/** Announces to all instances which transactions changed visibly: when the client's open database transaction commits. */
export async function announceChanges(
  client: ClientBase,
  changes: readonly AnnouncedChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const ofPeople = changes.flatMap(({ transactionId, userIds }) =>
    Array.from(userIds, (userId) => `${personKey(userId)} ${transactionId}`),
  );
  await client.query({
    name: 'announce-changes',
    text: `SELECT pg_notify('${CHANNEL}', id) FROM unnest($1::text[]) AS id
           UNION ALL SELECT pg_notify('${PERSON_CHANNEL}', change) FROM unnest($2::text[]) AS change`,
    values: [changes.map(({ transactionId }) => transactionId), ofPeople],
  });
}

/** A person on the channel: a hash, since the company's own ids can be of any length and kind. */
export function personKey(userId: string): string {
  return createHash('sha256').update(userId).digest('base64url');
}
