import type { ClientBase } from 'pg';
import { repeatCollisions } from '../../database/transaction.js';
import { listIds, NO_IDS, unionOf, type AffectedIds } from '../../orders/affected-ids.js';

/**
 * Orders turned out to belong to transactions whose locks another session holds. The work is repeated, and locks all
 * needed ids from its start.
 */
export class LockSetGrewError extends Error {
  /** The SQLSTATE of a serialization failure: the work may be repeated at once. */
  readonly code = '40001';

  constructor(readonly needed: AffectedIds) {
    super('Another session holds locks that turned out to be needed.');
  }
}

/**
 * Locks orders and transactions until the client's database transaction is closed.
 *
 * Advisory locks rather than row locks, since most orders have no row when their first webhook arrives. All writers lock
 * in one order, so they cannot deadlock. The rule that makes the status of a transaction correct: a writer that changes an
 * order holds the lock of its transaction.
 */
export async function lockIds(client: ClientBase, ids: Iterable<string>): Promise<void> {
  await client.query({
    name: 'lock-ids',
    text: 'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key',
    values: [sortedKeys(ids)],
  });
}

/**
 * Locks what is needed beyond what the database transaction has locked. Only the first locks are waited for, since
 * waiting out of order could deadlock.
 *
 * @returns all that is locked now
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
 * Repeats work that collided with another session.
 *
 * @param work receives the ids that the previous attempt needed, and locks them before all others
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

/** Locks without waiting. @returns whether all were free */
async function tryLockIds(client: ClientBase, ids: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>({
    name: 'try-lock-ids',
    text: 'SELECT bool_and(pg_try_advisory_xact_lock(key)) AS locked FROM unnest($1::bigint[]) AS key',
    values: [sortedKeys(ids)],
  });
  return rows[0]?.locked === true;
}

/** The first 64 bits of each UUID. Two ids with one key wait for each other without need. */
function sortedKeys(ids: Iterable<string>): string[] {
  const keys = Array.from(ids, (id) =>
    BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(0, 16)}`)).toString(),
  );
  return [...new Set(keys)].sort();
}
