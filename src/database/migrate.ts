import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import {
  isBreaking,
  MIGRATIONS_FOLDER,
  readMigrations,
  toTypeOrm,
  type Migration,
} from './migration-files.js';
import { recordedMigrations } from './recorded-migrations.js';
import { DatabaseStartError, reasonOf } from './start-error.js';

const LOCK =
  "SELECT pg_try_advisory_lock(hashtextextended('order-transactions:migrations', 0)) AS free";
const LOCK_POLL_MS = 200;
const CONNECT_TIMEOUT_MS = 5_000;
/** Long enough for a large index that another instance builds meanwhile. */
const LOCK_TIME_LIMIT_MS = 10 * 60_000;
/** A migration that waits for a table's lock makes everyone else wait behind it. */
const TABLE_LOCK_TIMEOUT_MS = 10_000;

export interface MigrationSettings {
  readonly url: string;
  readonly folder?: string;
  readonly lockTimeLimitMs?: number;
}

/**
 * Brings the schema up to this code's migrations. Any number of instances may do so at once: one works, the others
 * wait. A database of a newer release will do, unless that made a breaking change.
 *
 * @throws DatabaseStartError when the database cannot be reached, a migration fails, the wait takes too long, or a
 *   newer release broke with this one.
 */
export async function migrate({
  url,
  folder = MIGRATIONS_FOLDER,
  lockTimeLimitMs = LOCK_TIME_LIMIT_MS,
}: MigrationSettings): Promise<void> {
  const migrations = readMigrations(folder);
  const session = await connect(url);
  try {
    await waitForLock(session, lockTimeLimitMs);
    await refuseNewerSchema(session, migrations);
    await runPending(url, migrations);
  } finally {
    await session.end();
  }
}

async function connect(url: string): Promise<Client> {
  const session = new Client({
    connectionString: url,
    application_name: 'order-transactions-migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A lost connection shows in the next statement.
  session.on('error', () => undefined);
  await session.connect().catch((error: unknown) => {
    throw new DatabaseStartError(
      `The database cannot be reached (${reasonOf(error)}): check DATABASE_URL, and that Postgres runs there.`,
      { cause: error },
    );
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

async function refuseNewerSchema(session: Client, ours: readonly Migration[]): Promise<void> {
  const known = new Set(ours.map(({ name }) => name));
  const recorded = await recordedMigrations(session);
  const broken = recorded.find((name) => isBreaking(name) && !known.has(name));
  if (broken === undefined) return;
  throw new DatabaseStartError(
    `A newer release has changed the database so that this one cannot use it (${broken}): deploy that release.`,
  );
}

async function runPending(url: string, migrations: readonly Migration[]): Promise<void> {
  const migrator = await createMigrator(url, migrations).initialize();
  try {
    await migrator.runMigrations();
  } finally {
    await migrator.destroy();
  }
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
    extra: { lock_timeout: TABLE_LOCK_TIMEOUT_MS },
  });
}
