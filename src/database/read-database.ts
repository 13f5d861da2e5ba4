import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';

export interface ReadStatement extends QueryConfig {
  /** Whether all callers that wait for its rows have disconnected; evaluated when the statement's turn comes. */
  readonly isAbandoned?: (() => boolean) | undefined;
}

/** Runs read-only statements, with the interface of a pg pool. */
export interface ReadDatabase {
  query<Row extends QueryResultRow>(statement: ReadStatement): Promise<QueryResult<Row>>;
}
