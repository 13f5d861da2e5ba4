import type { Client } from 'pg';

const OLDEST_POSTGRES = 15;

/** The properties of a Postgres server, its database and its role that the service checks. */
export interface ServerFacts {
  readonly version: string;
  readonly majorVersion: number;
  readonly encoding: string;
  readonly isReadOnly: boolean;
  /** The first existing schema of the search path; null: none exists. */
  readonly schema: string | null;
}

export async function readServerFacts(session: Client): Promise<ServerFacts> {
  const { rows } = await session.query<ServerFacts>(
    `SELECT current_setting('server_version') AS version,
            current_setting('server_version_num')::int / 10000 AS "majorVersion",
            current_setting('server_encoding') AS encoding,
            current_setting('transaction_read_only')::boolean AS "isReadOnly",
            current_schema() AS schema`,
  );
  const [facts] = rows;
  if (!facts) throw new Error('Postgres returned no settings');
  return facts;
}

/**
 * Returns why the service cannot use this server, and the remedy, as the end of a sentence about the database; null: it
 * can.
 */
export function serverProblem(facts: ServerFacts): string | null {
  const { version, majorVersion, encoding, isReadOnly, schema } = facts;
  if (majorVersion < OLDEST_POSTGRES)
    return `is Postgres ${version}: upgrade it to ${OLDEST_POSTGRES} or newer.`;
  if (encoding !== 'UTF8')
    return `has the encoding ${encoding}: create one with ENCODING 'UTF8' TEMPLATE template0.`;
  if (isReadOnly) return 'is read-only: DATABASE_URL must name the primary.';
  if (schema === null)
    return 'has no schema in its search path: set one for the user of DATABASE_URL.';
  return null;
}
