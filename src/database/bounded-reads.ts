import type { QueryResult, QueryResultRow } from 'pg';
import { Semaphore } from '../junction/semaphore.js';
import type { ReadDatabase, ReadStatement } from './read-database.js';

/** A statement was not run, because all its callers have disconnected. */
export class AbandonedReadError extends Error {}

/** Two of the pool's ten connections are left to writes. */
const MAX_CONCURRENT_READS = 8;

/**
 * Limits the number of concurrent read statements, so that waiting reads, for example for a lock, never take the
 * connections of webhooks. Statements whose callers have disconnected are not begun; the queue of a pool could not skip
 * them.
 */
export class BoundedReads implements ReadDatabase {
  private readonly turns = new Semaphore(MAX_CONCURRENT_READS, Infinity);

  constructor(private readonly database: ReadDatabase) {}

  /** The number of statements in the queue. */
  get waiting(): number {
    return this.turns.queued;
  }

  /** @throws AbandonedReadError, or the error of the database */
  query<Row extends QueryResultRow>({
    isAbandoned,
    ...statement
  }: ReadStatement): Promise<QueryResult<Row>> {
    return this.turns.run(async () => {
      if (isAbandoned?.() === true) throw new AbandonedReadError('all callers have gone');
      return this.database.query<Row>(statement);
    });
  }
}
