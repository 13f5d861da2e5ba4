import { openSession } from './session.js';

const LOCK = "hashtextextended('order-transactions:sync', 0)";

/** Another process does it just now. */
export class AlreadyRunning extends Error {
  override readonly message = 'Another process is healing the mirror just now.';
}

/**
 * Runs a job while no other process runs one. The lock belongs to a session, so that a killed process leaves none.
 *
 * @param url of Postgres itself: a transaction pooler between would take the lock for some session and keep it there.
 * @throws AlreadyRunning
 */
export async function oneAtATime<T>(url: string, job: () => Promise<T>): Promise<T> {
  // A lost session loses the lock; a second run beside this one would only repeat what is idempotent.
  const session = await openSession(url, 'order-transactions-job');
  try {
    const { rows } = await session.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock(${LOCK}) AS locked`,
    );
    if (!rows[0]?.locked) throw new AlreadyRunning();
    return await job();
  } finally {
    await session.end();
  }
}
