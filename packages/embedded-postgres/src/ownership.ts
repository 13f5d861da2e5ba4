import { Client, DatabaseError } from 'pg';

/** The claim of the process that started or adopted the server, and that will stop it. */
const OWNER_LOCK = 'embedded-postgres:owner';
const LOCK = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free';

export type Claim =
  | { readonly outcome: 'OWNED'; release: () => Promise<void> }
  | { readonly outcome: 'TAKEN' }
  /** The server is starting up or shutting down. */
  | { readonly outcome: 'NOT_READY' };

/**
 * Claims the server for this process. The claim lasts as long as a session, so it never outlives the process: the
 * next process can claim a server whose owner was killed.
 */
export async function claimServer(url: string): Promise<Claim> {
  const session = new Client({ connectionString: url, application_name: 'owner' });
  // The server closes this session when it stops.
  session.on('error', () => undefined);
  try {
    await session.connect();
    const { rows } = await session.query<{ free: boolean }>(LOCK, [OWNER_LOCK]);
    if (rows[0]?.free) return { outcome: 'OWNED', release: () => session.end() };
    await session.end();
    return { outcome: 'TAKEN' };
  } catch (error) {
    if (!isPassing(error)) throw error;
    return { outcome: 'NOT_READY' };
  }
}

/** Whether the connection was lost or rejected, or the server cannot accept it now (class 57). */
function isPassing(error: unknown): boolean {
  return error instanceof DatabaseError ? error.code?.startsWith('57') === true : true;
}
