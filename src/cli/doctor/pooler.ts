import type { Client, ClientBase } from 'pg';
import type { Config } from '../../config/config.js';
import { requireRoleSettings } from '../../database/role-settings.js';
import { openSession } from '../../database/session.js';
import { APPLICATION_NAME, identityOf, withConnection } from './connection.js';
import { CheckFailure, runCheck, type Finding } from './finding.js';

/** @param direct a session that should reach Postgres itself, without a pooler */
export async function* checkPooler(
  { databaseUrl, databaseDirectUrl }: Pick<Config, 'databaseUrl' | 'databaseDirectUrl'>,
  direct: Client,
): AsyncGenerator<Finding> {
  if (databaseUrl === null) return;
  yield await runCheck('sessions', () => checkSessions(direct, databaseDirectUrl ?? databaseUrl));
  if (databaseDirectUrl === null) return;
  yield await runCheck('pooler', () => checkPooledConnection(databaseUrl, direct));
}

/** A transaction pooler gives the second of two idle sessions the Postgres process that the first has just used. */
async function checkSessions(first: Client, url: string): Promise<string> {
  const before = await processOf(first);
  const second = await openSession(url, APPLICATION_NAME);
  const others = await processOf(second).finally(() => second.end());
  const after = await processOf(first);
  if (before === after && before !== others)
    return 'reach Postgres itself, without a transaction pooler';
  throw new CheckFailure(
    'are shared by a transaction pooler: set DATABASE_DIRECT_URL to the address of Postgres itself, for locks and LISTEN.',
  );
}

function checkPooledConnection(url: string, direct: Client): Promise<string> {
  const address = { url, setting: 'DATABASE_URL', behindPooler: true };
  return withConnection(address, async (pooled) => {
    const { database, isStandby } = await identityOf(pooled);
    if (database !== (await identityOf(direct)).database)
      throw new CheckFailure(
        'leads to another database than DATABASE_DIRECT_URL: set both to the same database.',
      );
    if (isStandby) throw new CheckFailure('leads to a standby: set DATABASE_URL to the primary.');
    await requireRoleSettings(pooled);
    return 'leads to the same database; its role limits the duration of statements';
  });
}

async function processOf(session: ClientBase): Promise<number | undefined> {
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}
