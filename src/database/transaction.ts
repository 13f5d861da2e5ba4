import type { Pool, PoolClient } from 'pg';

/**
 * Runs work within one transaction on one client: committed when the work resolves, rolled back when it rejects. A
 * client whose connection broke does not return to the pool.
 *
 * @throws what the work threw; or that the commit did not happen, or that nobody can know whether it did.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => {
    broken = error;
  };
  // Without a listener a lost connection would end the process.
  client.on('error', noteBroken);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await commit(client);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(noteBroken);
    throw error;
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
}

/** Postgres answers COMMIT with ROLLBACK, and without an error, when a statement failed before. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement failed');
}

/** Ends a transaction without an error. */
class Discard extends Error {}

/** Runs work within one transaction that is rolled back: the work sees its own changes, and they have no effect. */
export async function inDiscardedTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const results: T[] = [];
  const attempt = inTransaction(pool, async (client) => {
    results.push(await work(client));
    throw new Discard();
  });
  return attempt.catch((error: unknown) => {
    const [result] = results;
    if (error instanceof Discard && result !== undefined) return result;
    throw error;
  });
}
