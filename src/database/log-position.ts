import type { ClientBase, Pool } from 'pg';

/** A position in a database's write-ahead log (WAL): bytes since its beginning. */
export type LogPosition = number;

type Database = Pick<Pool | ClientBase, 'query'>;

/** The position of the primary's log. @throws where the database does not report it, such as Aurora */
export function writtenPosition(primary: Database): Promise<LogPosition | null> {
  return read(primary, 'pg_current_wal_lsn()');
}

/**
 * The position up to which a replica has replayed the log; null where it replays no log, for example after a promotion.
 */
export function replayedPosition(replica: Database): Promise<LogPosition | null> {
  return read(replica, 'pg_last_wal_replay_lsn()');
}

async function read(database: Database, lsn: string): Promise<LogPosition | null> {
  const { rows } = await database.query<{ position: LogPosition | null }>(
    `SELECT (${lsn} - '0/0')::float8 AS position`,
  );
  return rows[0]?.position ?? null;
}
