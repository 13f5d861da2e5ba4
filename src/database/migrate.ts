import { setTimeout } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { DataSource, QueryFailedError } from 'typeorm';
import {
  isBreaking,
  MIGRATIONS_FOLDER,
  readMigrations,
  toTypeOrm,
  type Migration,
} from './migration-files.js';
import { recordedMigrations } from './recorded-migrations.js';
import { readServerFacts, serverProblem } from './server-requirements.js';
import { SESSION_OPTIONS } from './session.js';
import { DatabaseStartError, whyUnreachable, whyUnusable } from './start-error.js';

const LOCK =
  "SELECT pg_try_advisory_lock(hashtextextended('order-transactions:migrations', 0)) AS free";
const LOCK_POLL_MS = 200;
const CONNECT_TIMEOUT_MS = 5_000;
/** Long enough for a large index that another instance builds meanwhile. */
const LOCK_TIME_LIMIT_MS = 10 * 60_000;
/** A migration that waits for a table makes everyone else wait behind it: it lets them pass, and tries again. */
const TABLE_LOCK_TIMEOUT_MS = 1_000;
const TABLE_LOCK_PAUSE_MS = 2_000;
const TABLE_LOCK_ATTEMPTS = 20;
const LOCK_NOT_AVAILABLE = '55P03';

export interface MigrationSettings {
  readonly url: string;
  readonly folder?: string;
  readonly lockTimeLimitMs?: number;
}

/**
 * Brings the schema up to this code's migrations. Any number of instances may do so at once: one works, the others
 * wait. A database of a newer release will do, unless that made a breaking change.
 *
 * @returns the names of the migrations that ran, oldest first
 * @throws DatabaseStartError when the database cannot be reached, a migration fails, the wait takes too long, or a
 *   newer release broke with this one.
 */
export async function migrate({
  url,
  folder = MIGRATIONS_FOLDER,
  lockTimeLimitMs = LOCK_TIME_LIMIT_MS,
}: MigrationSettings): Promise<string[]> {
  const migrations = readMigrations(folder);
  const session = await connect(url);
  try {
    await requireUsableServer(session);
    await waitForLock(session, lockTimeLimitMs);
    const recorded = new Set(await recordedMigrations(session));
    refuseNewerSchema(recorded, migrations);
    await runPending(url, migrations);
    return migrations.map(({ name }) => name).filter((name) => !recorded.has(name));
  } catch (error) {
    throw withRemedy(error);
  } finally {
    await session.end();
  }
}

async function requireUsableServer(session: Client): Promise<void> {
  const problem = serverProblem(await readServerFacts(session));
  if (problem !== null) throw new DatabaseStartError(`The database ${problem}`);
}

/** An error of Postgres in words for the operator; all other errors as they are. */
function withRemedy(error: unknown): unknown {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof DatabaseError)) return error;
  const message = `The database ${whyUnusable(cause, 'DATABASE_URL')}`;
  return new DatabaseStartError(message, { cause: error });
}

async function connect(url: string): Promise<Client> {
  const session = new Client({
    connectionString: url,
    application_name: 'order-transactions-migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: SESSION_OPTIONS,
    // Poolers refuse it, before the lock would stay behind in a session of theirs.
    lock_timeout: TABLE_LOCK_TIMEOUT_MS,
  });
  // A lost connection shows in the next statement.
  session.on('error', () => undefined);
  await session.connect().catch((error: unknown) => {
    throw new DatabaseStartError(`The database ${whyUnreachable(error, 'DATABASE_URL')}`, {
      cause: error,
    });
  });
  return session;
}

/** Asks again and again: a session that waits inside Postgres would hold up another's CREATE INDEX CONCURRENTLY. */
async function waitForLock(session: Client, timeLimitMs: number): Promise<void> {
  const deadline = Date.now() + timeLimitMs;
  while (!(await session.query<{ free: boolean }>(LOCK)).rows[0]?.free) {
    if (Date.now() > deadline) {
      throw new DatabaseStartError(
        `Another instance has been migrating the database for ${timeLimitMs / 1000} s: see what it waits for, then start again.`,
      );
    }
    await setTimeout(LOCK_POLL_MS);
  }
}

function refuseNewerSchema(recorded: ReadonlySet<string>, ours: readonly Migration[]): void {
  const known = new Set(ours.map(({ name }) => name));
  const broken = [...recorded].find((name) => isBreaking(name) && !known.has(name));
  if (broken === undefined) return;
  throw new DatabaseStartError(
    `A newer release has changed the database so that this one cannot use it (${broken}): deploy that release.`,
  );
}

async function runPending(url: string, migrations: readonly Migration[]): Promise<void> {
  const migrator = await createMigrator(url, migrations).initialize();
  try {
    for (let attempt = 1; !(await triesToRun(migrator, attempt)); attempt++) {
      await setTimeout(TABLE_LOCK_PAUSE_MS);
    }
  } finally {
    await migrator.destroy();
  }
}

/** @returns false when a table is in use for too long. What is done by then is recorded and not done again. */
async function triesToRun(migrator: DataSource, attempt: number): Promise<boolean> {
  try {
    await migrator.runMigrations();
    return true;
  } catch (error) {
    if (attempt === TABLE_LOCK_ATTEMPTS || !isTableInUse(error)) throw error;
    return false;
  }
}

function isTableInUse(error: unknown): boolean {
  return (
    error instanceof DatabaseStartError &&
    error.cause instanceof QueryFailedError &&
    (error.cause.driverError as Partial<DatabaseError>).code === LOCK_NOT_AVAILABLE
  );
}

/** Runs, records and undoes migrations. A statement may take as long as a large table needs. */
export function createMigrator(url: string, migrations: readonly Migration[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    installExtensions: false,
    applicationName: 'order-transactions-migrate',
    migrations: migrations.map(toTypeOrm),
    migrationsTransactionMode: 'each',
    // The default one writes to the console, past the log.
    logger: 'debug',
    extra: { lock_timeout: TABLE_LOCK_TIMEOUT_MS, options: SESSION_OPTIONS },
  });
}
