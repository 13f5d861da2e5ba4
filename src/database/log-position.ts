import type { ClientBase, Pool } from 'pg';

/** How far a database's log (WAL) has come: bytes since its beginning. */
export type LogPosition = number;

type Database = Pick<Pool | ClientBase, 'query'>;

/** What the primary has written. @throws where it does not tell, such as on Aurora */
export function writtenPosition(primary: Database): Promise<LogPosition | null> {
  return read(primary, 'pg_current_wal_lsn()');
}

/** What a replica shows. Null: it follows no log, such as one that was promoted. */
export function replayedPosition(replica: Database): Promise<LogPosition | null> {
  return read(replica, 'pg_last_wal_replay_lsn()');
}

async function read(database: Database, lsn: string): Promise<LogPosition | null> {
  const { rows } = await database.query<{ position: LogPosition | null }>(
    `SELECT (${lsn} - '0/0')::float8 AS position`,
  );
  return rows[0]?.position ?? null;
}
