import { Pool, type ClientBase } from 'pg';
import { CONNECT_TIMEOUT_MS, poolSettings } from '../../database/pool-settings.js';
import { whyUnreachable } from '../../database/start-error.js';
import { CheckFailure } from './finding.js';

export const APPLICATION_NAME = 'order-transactions-doctor';

export interface Address {
  readonly url: string;
  /** The name of the setting, for the remedy. */
  readonly setting: string;
  readonly behindPooler: boolean;
}

/**
 * Runs a check through a connection like those of the service, with the same settings and the same rules for
 * certificates.
 *
 * @throws CheckFailure when the connection fails, and what the check throws
 */
export async function withConnection<Result>(
  { url, setting, behindPooler }: Address,
  look: (connection: Pool) => Promise<Result>,
): Promise<Result> {
  const pool = new Pool({
    connectionString: url,
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    max: 1,
    ...poolSettings(behindPooler),
  });
  // A lost connection fails the next statement; without a listener the error would end the process.
  pool.on('error', () => undefined);
  try {
    await pool.query('SELECT 1').catch((error: unknown) => {
      throw new CheckFailure(whyUnreachable(error, setting));
    });
    return await look(pool);
  } finally {
    await pool.end();
  }
}

/** A primary and its standbys hold the same database. */
export interface Identity {
  readonly database: string;
  readonly isStandby: boolean;
}

export async function identityOf(connection: Pool | ClientBase): Promise<Identity> {
  const { rows } = await connection.query<Identity>(
    `SELECT concat_ws(' ', system_identifier, current_database()) AS database,
            pg_is_in_recovery() AS "isStandby"
     FROM pg_control_system()`,
  );
  if (!rows[0]) throw new CheckFailure('sends no response: see its log.');
  return rows[0];
}
