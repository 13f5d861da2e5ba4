import type { Pool } from 'pg';

const LOCK = "hashtextextended('order-transactions:sync', 0)";

/** Another process does it just now. */
export class AlreadyRunning extends Error {
  override readonly message = 'Another process is healing the mirror just now.';
}

/**
 * Runs a job while no other process runs one. The lock belongs to a session, so that a killed process leaves none.
 *
 * @throws AlreadyRunning
 */
export async function oneAtATime<T>(pool: Pool, job: () => Promise<T>): Promise<T> {
  const session = await pool.connect();
  // A lost session loses the lock; a second run beside this one would only repeat what is idempotent.
  session.on('error', () => undefined);
  try {
    const { rows } = await session.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock(${LOCK}) AS locked`,
    );
    if (!rows[0]?.locked) throw new AlreadyRunning();
    return await job();
  } finally {
    // Ended rather than returned to the pool: the lock ends with it in any case.
    session.release(true);
  }
}
