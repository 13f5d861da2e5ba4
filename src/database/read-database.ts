import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';

export interface ReadStatement extends QueryConfig {
  /** Whether everyone who waits for its rows has gone; looked at when its turn comes. */
  readonly isAbandoned?: (() => boolean) | undefined;
}

/** Runs statements that only read, as pg's pool does. */
export interface ReadDatabase {
  query<Row extends QueryResultRow>(statement: ReadStatement): Promise<QueryResult<Row>>;
}
