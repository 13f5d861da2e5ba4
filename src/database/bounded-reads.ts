import type { QueryResult, QueryResultRow } from 'pg';
import { Semaphore } from '../junction/semaphore.js';
import type { ReadDatabase, ReadStatement } from './read-database.js';

/** A statement was not run, since everyone who waited for it had gone. */
export class AbandonedReadError extends Error {}

/** Of the pool's ten connections, two are left to writes. */
const READS_AT_ONCE = 8;

/**
 * Bounds how many statements read at once, so that reads that wait, for example for a lock, never take the connections of
 * webhooks. Statements whose callers have disconnected are not begun; the queue of a pool could not skip them.
 */
export class BoundedReads implements ReadDatabase {
  private readonly turns = new Semaphore(READS_AT_ONCE, Infinity);

  constructor(private readonly database: ReadDatabase) {}

  /** Statements that wait for their turn. */
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
