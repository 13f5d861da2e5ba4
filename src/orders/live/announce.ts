import type { ClientBase } from 'pg';

/** The channel on which every instance hears of changes, whichever instance made them. */
export const CHANNEL = 'order_transaction_changed';

/** Tells all instances which transactions changed visibly: when the client's open database transaction commits. */
export async function announceChanges(
  client: ClientBase,
  transactionIds: readonly string[],
): Promise<void> {
  if (transactionIds.length === 0) return;
  await client.query({
    name: 'announce-changes',
    text: `SELECT pg_notify('${CHANNEL}', id) FROM unnest($1::text[]) AS id`,
    values: [transactionIds],
  });
}
