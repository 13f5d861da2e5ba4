import type { ClientBase } from 'pg';
import { CollisionError, repeatCollisions } from '../../database/transaction.js';
import { listIds, NO_IDS, unionOf, type AffectedIds } from '../../orders/affected-ids.js';

/**
 * Some orders belong to transactions whose locks another session holds. The caller repeats the work and locks all
 * required ids at its start.
 */
export class LockSetGrewError extends CollisionError {
  constructor(readonly needed: AffectedIds) {
    super('Another session holds locks that turned out to be needed.');
  }
}

/**
 * Locks orders and transactions until the client's database transaction is closed.
 *
 * Uses advisory locks instead of row locks, because most orders have no row when their first webhook arrives. All
 * writers lock in the same order, so they cannot deadlock. The status of a transaction is correct because a writer
 * that changes an order holds the lock of its transaction.
 */
export async function lockIds(client: ClientBase, ids: Iterable<string>): Promise<void> {
  await client.query({
    name: 'lock-ids',
    text: 'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key',
    values: [sortedKeys(ids)],
  });
}

/**
 * Locks the ids that the database transaction has not locked yet. Only the first lock call waits, because waiting out
 * of order could deadlock.
 *
 * @returns all ids that are locked now
 * @throws LockSetGrewError
 */
export async function extendLocks(
  client: ClientBase,
  locked: AffectedIds,
  needed: AffectedIds,
): Promise<AffectedIds> {
  const before = new Set(listIds(locked));
  const all = unionOf(locked, needed);
  const further = listIds(all).filter((id) => !before.has(id));
  if (before.size === 0) await lockIds(client, further);
  else if (further.length > 0 && !(await tryLockIds(client, further)))
    throw new LockSetGrewError(all);
  return all;
}

/**
 * Repeats work that conflicted with another session.
 *
 * @param work receives the ids that the previous attempt required, and locks them before all others
 */
export function repeatWithLocks<T>(work: (lockFirst: AffectedIds) => Promise<T>): Promise<T> {
  let lockFirst = NO_IDS;
  return repeatCollisions(async () => {
    try {
      return await work(lockFirst);
    } catch (error) {
      if (error instanceof LockSetGrewError) lockFirst = error.needed;
      throw error;
    }
  });
}

/** Tries to lock without waiting. @returns whether all locks were free */
async function tryLockIds(client: ClientBase, ids: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>({
    name: 'try-lock-ids',
    text: 'SELECT bool_and(pg_try_advisory_xact_lock(key)) AS locked FROM unnest($1::bigint[]) AS key',
    values: [sortedKeys(ids)],
  });
  return rows[0]?.locked === true;
}

/** The first 64 bits of each UUID. Two ids with the same key wait for each other unnecessarily, but correctly. */
function sortedKeys(ids: Iterable<string>): string[] {
  const keys = Array.from(ids, (id) =>
    BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(0, 16)}`)).toString(),
  );
  return [...new Set(keys)].sort();
}
