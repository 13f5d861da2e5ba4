import type { Pool } from 'pg';
import { DatabaseStartError } from './start-error.js';

/** The limits that the service sets for its own sessions. Behind a pooler they must be settings of the role. */
const REMEDIES = {
  statement_timeout: "'10s'",
  lock_timeout: "'5s'",
  idle_in_transaction_session_timeout: "'15s'",
};

/**
 * Requires, behind a transaction pooler, that the role's own settings limit the time of statements and lock waits.
 *
 * @throws DatabaseStartError with the statements that correct the settings
 */
export async function requireRoleSettings(pool: Pool): Promise<void> {
  const names = Object.keys(REMEDIES) as (keyof typeof REMEDIES)[];
  const { rows } = await pool.query<{ role: string; missing: string[] }>(
    `SELECT quote_ident(current_user) AS role,
            ARRAY(SELECT name FROM unnest($1::text[]) AS name WHERE current_setting(name) = '0') AS missing`,
    [names],
  );
  const { role = '', missing = [] } = rows[0] ?? {};
  const remedies = names
    .filter((name) => missing.includes(name))
    .map((name) => `ALTER ROLE ${role} SET ${name} = ${REMEDIES[name]};`);
  if (remedies.length === 0) return;
  throw new DatabaseStartError(
    'Behind a connection pooler the database role itself has to limit how long statements take. Run once, ' +
      `then reconnect the pooler: ${remedies.join(' ')}`,
  );
}
