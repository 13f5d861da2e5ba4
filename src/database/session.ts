import { Client } from 'pg';
import { columnTypes } from './column-types.js';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Equal for all sessions, and used instead of PGOPTIONS: a search path that only some sessions have would hide the
 * tables from the others. Times are parsed fastest in this format.
 */
export const SESSION_OPTIONS = '-c TimeZone=UTC -c DateStyle=ISO';

/**
 * Opens a connection outside the pool, for work that lives longer than a statement: temporary tables, LISTEN, session
 * locks. The caller closes it.
 */
export async function openSession(url: string, applicationName: string): Promise<Client> {
  const session = new Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: columnTypes,
    options: SESSION_OPTIONS,
  });
  // A lost connection fails the next statement; without a listener the error would end the process.
  session.on('error', () => undefined);
  await session.connect();
  return session;
}
