import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { isCollision, isDataError } from './transient-error.js';

/**
 * Runs work within one transaction on one client. The transaction is committed when the work resolves, and rolled back
 * when it rejects. A client whose connection was lost does not return to the pool.
 *
 * @param begin the statements that begin the transaction
 * @throws what the work threw; or an error that the commit failed, or that its outcome is unknown.
 */
export function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  return onOneClient(pool, async (client) => {
    await client.query(begin);
    const result = await work(client);
    await commit(client);
    return result;
  });
}

/** The two steps of a transaction, see {@link readThenWrite}. */
export interface ReadAndWrite<Read, Result> {
  /** Locks and reads, but does not write: its first statements are sent before `BEGIN` has succeeded. */
  readonly read: (client: PoolClient) => Promise<Read>;
  readonly write: (client: PoolClient, read: Read) => Promise<Result>;
}

/** Runs a transaction like {@link inTransaction}, but sends what it reads together with `BEGIN`, to wait once for both. */
export function readThenWrite<Read, Result>(
  pool: Pool,
  { read, write }: ReadAndWrite<Read, Result>,
  begin = 'BEGIN',
): Promise<Result> {
  return onOneClient(pool, async (client) => {
    const [, rows] = await allInOrder([client.query(begin), read(client)]);
    const result = await write(client, rows);
    await commit(client);
    return result;
  });
}

/**
 * Waits for statements that were sent together, in their order: after one that fails, Postgres rejects the others of its
 * transaction.
 *
 * @throws the error of the first one that failed
 */
export async function allInOrder<T extends readonly Promise<unknown>[] | []>(
  promises: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(promises);
  // All are settled, so this rejects with the first in the list, not with the first in time.
  return Promise.all(promises);
}

/** Rolls back what is not committed when the work rejects. */
async function onOneClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const recordBroken = (error: Error): void => {
    broken = error;
  };
  // Without a listener a lost connection would end the process.
  client.on('error', recordBroken);
  try {
    return await work(client);
  } catch (error) {
    await client.query('ROLLBACK').catch(recordBroken);
    throw error;
  } finally {
    client.off('error', recordBroken);
    client.release(broken);
  }
}

/**
 * Postgres answers COMMIT with ROLLBACK, and without an error, when an earlier statement failed. It has checked the data
 * before, so an error with the code of a data error has another reason: the queue of notifications is full, for example.
 */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    if (isDataError(error)) throw new Error('The transaction was not committed', { cause: error });
    throw error;
  });
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement failed');
}

/** An open database transaction: one connection, for hand-written statements and for repositories. */
export interface OpenTransaction {
  readonly client: PoolClient;
  readonly manager: EntityManager;
}

/** Runs work within one database transaction, see {@link inTransaction}, with statements of pg and of TypeORM. */
export function inManagedTransaction<T>(
  dataSource: DataSource,
  work: (transaction: OpenTransaction) => Promise<T>,
): Promise<T> {
  return dataSource.transaction(async (manager) => {
    const client = (await manager.queryRunner?.connect()) as PoolClient;
    return work({ client, manager });
  });
}

/** Thrown to roll back a transaction whose work succeeded; it carries the result. */
class RollbackError<T> extends Error {
  constructor(readonly result: T) {
    super('The transaction is rolled back on purpose.');
  }
}

/**
 * Runs work within one database transaction that is then rolled back.
 *
 * @returns the work's result
 */
export async function inDryRun<T>(
  dataSource: DataSource,
  work: (transaction: OpenTransaction) => Promise<T>,
): Promise<T> {
  try {
    return await inManagedTransaction(dataSource, async (transaction) => {
      throw new RollbackError(await work(transaction));
    });
  } catch (error) {
    if (error instanceof RollbackError) return (error as RollbackError<T>).result;
    throw error;
  }
}

const ATTEMPTS = 5;

/** The work collided with that of another session, and {@link repeatCollisions} repeats it. */
export class CollisionError extends Error {
  /** The SQLSTATE of a serialization failure. */
  readonly code = '40001';
}

/** Repeats work that collided with the work of another session. */
export async function repeatCollisions<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isCollision(error) || attempt === ATTEMPTS) throw error;
    }
  }
}
