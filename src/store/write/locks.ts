import type { ClientBase } from 'pg';

/**
 * Locks for the orders and transactions of a batch, held until the database transaction ends.
 *
 * Advisory locks rather than row locks, since most subjects of a first webhook have no row yet. All writers take them
 * in one order, so they cannot deadlock. The rule that keeps a transaction's status right: whoever changes an order
 * holds the lock of the transaction it belongs to.
 */
export async function lockSubjects(client: ClientBase, ids: Iterable<string>): Promise<void> {
  await client.query({
    name: 'lock-subjects',
    text: 'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key',
    values: [sortedKeys(ids)],
  });
}

/** Takes further locks without waiting, since waiting out of order could deadlock. @returns whether all were free. */
export async function tryLockSubjects(client: ClientBase, ids: Iterable<string>): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>({
    name: 'try-lock-subjects',
    text: 'SELECT bool_and(pg_try_advisory_xact_lock(key)) AS locked FROM unnest($1::bigint[]) AS key',
    values: [sortedKeys(ids)],
  });
  return rows[0]?.locked === true;
}

/** The first 64 bits of each UUID. Two ids with one key only wait for each other needlessly. */
function sortedKeys(ids: Iterable<string>): string[] {
  const keys = Array.from(ids, (id) =>
    BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(0, 16)}`)).toString(),
  );
  return [...new Set(keys)].sort();
}
