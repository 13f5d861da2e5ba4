import { setTimeout } from 'node:timers/promises';
import { DatabaseError, type Client } from 'pg';
import {
  DataSource,
  MigrationExecutor,
  QueryFailedError,
  type DataSourceOptions,
  type Migration as RecordedMigration,
} from 'typeorm';
import {
  isBreaking,
  MIGRATIONS_FOLDER,
  readMigrations,
  toTypeOrm,
  type Migration,
} from './migration-files.js';
import { CONNECT_TIMEOUT_MS } from './pool-settings.js';
import { readServerFacts, serverProblem } from './server-requirements.js';
import { SESSION_OPTIONS } from './session.js';
import { DatabaseStartError, whyUnreachable, whyUnusable } from './start-error.js';

const LOCK_ID = "hashtextextended('order-transactions:migrations', 0)";
const LOCK_POLL_MS = 200;
/** Long enough for another instance to build a large index. */
const LOCK_TIME_LIMIT_MS = 10 * 60_000;
/** A migration that waits for a table blocks every later query on it: it gives up after this time and tries again. */
const TABLE_LOCK_TIMEOUT_MS = 1_000;
const TABLE_LOCK_PAUSE_MS = 2_000;
const TABLE_LOCK_ATTEMPTS = 20;
const LOCK_NOT_AVAILABLE = '55P03';

/** The parameters of TypeORM's `runMigrations` and `undoLastMigration`. */
type RunOptions = Parameters<DataSource['runMigrations']>[0];

export interface MigratorOptions {
  /**
   * The URL of Postgres itself: the lock and its time limits belong to a session, which a transaction pooler does not
   * preserve.
   */
  readonly url: string;
  readonly folder?: string;
  readonly lockTimeLimitMs?: number;
  /** `debug` prints nothing; TypeORM's default logger writes to the console instead of the log. */
  readonly logger?: NonNullable<DataSourceOptions['logger']>;
}

/**
 * The data source for migrations, used by the start of the service and by TypeORM's command line. Any number of
 * processes may run migrations at the same time: one runs them, the others wait.
 */
export class Migrator extends DataSource {
  private readonly known: readonly Migration[];
  private readonly lockTimeLimitMs: number;

  /** @throws DatabaseStartError when a file of the folder is not a migration */
  constructor({
    url,
    folder = MIGRATIONS_FOLDER,
    lockTimeLimitMs = LOCK_TIME_LIMIT_MS,
    logger = 'debug',
  }: MigratorOptions) {
    const known = readMigrations(folder);
    super({
      type: 'postgres',
      url,
      installExtensions: false,
      applicationName: 'order-transactions-migrate',
      connectTimeoutMS: CONNECT_TIMEOUT_MS,
      migrations: known.map(toTypeOrm),
      migrationsTransactionMode: 'each',
      logger,
      // A statement may take as long as a large table needs.
      extra: { lock_timeout: TABLE_LOCK_TIMEOUT_MS, options: SESSION_OPTIONS },
    });
    this.known = known;
    this.lockTimeLimitMs = lockTimeLimitMs;
  }

  /** @throws DatabaseStartError when the database cannot be reached */
  override async initialize(): Promise<this> {
    try {
      return await super.initialize();
    } catch (error) {
      throw new DatabaseStartError(`The database ${whyUnreachable(error, 'DATABASE_URL')}`, {
        cause: error,
      });
    }
  }

  /**
   * Runs the pending migrations. A database of a newer release is accepted, unless that release made a breaking change.
   *
   * @returns the migrations that ran now, oldest first
   * @throws DatabaseStartError when a migration fails, the wait takes too long, or a newer release made a breaking change
   */
  override runMigrations(options?: RunOptions): Promise<RecordedMigration[]> {
    return this.exclusively(async () => {
      const before = new Set((await this.recorded()).map(({ name }) => name));
      this.rejectNewerSchema(before);
      for (let attempt = 1; !(await this.triesToRun(attempt, options)); attempt++) {
        await setTimeout(TABLE_LOCK_PAUSE_MS);
      }
      return (await this.recorded()).filter(({ name }) => !before.has(name));
    });
  }

  override undoLastMigration(options?: RunOptions): Promise<void> {
    return this.exclusively(() => super.undoLastMigration(options));
  }

  private async recorded(): Promise<RecordedMigration[]> {
    const recorded = await new MigrationExecutor(this).getExecutedMigrations();
    return recorded.sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
  }

  /** @returns false when a table was in use for too long. Completed migrations are recorded and do not run again. */
  private async triesToRun(attempt: number, options: RunOptions): Promise<boolean> {
    try {
      await super.runMigrations(options);
      return true;
    } catch (error) {
      if (attempt === TABLE_LOCK_ATTEMPTS || !isTableInUse(error)) throw error;
      return false;
    }
  }

  private rejectNewerSchema(recorded: ReadonlySet<string>): void {
    const known = new Set(this.known.map(({ name }) => name));
    const breaking = [...recorded].find((name) => isBreaking(name) && !known.has(name));
    if (breaking === undefined) return;
    throw new DatabaseStartError(
      `A newer release has changed the database so that this one cannot use it (${breaking}): deploy that release.`,
    );
  }

  private async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.createQueryRunner();
    const session = (await runner.connect()) as Client;
    try {
      await requireUsableServer(session);
      await this.waitForLock(session);
      return await work();
    } catch (error) {
      throw withRemedy(error);
    } finally {
      await session.query(`SELECT pg_advisory_unlock(${LOCK_ID})`).catch(() => undefined);
      await runner.release();
    }
  }

  /** Polls: a session that waits inside Postgres would block another's CREATE INDEX CONCURRENTLY. */
  private async waitForLock(session: Client): Promise<void> {
    const deadline = performance.now() + this.lockTimeLimitMs;
    while (!(await triesToLock(session))) {
      if (performance.now() > deadline) {
        throw new DatabaseStartError(
          `Another instance has been migrating the database for ${this.lockTimeLimitMs / 1000} s: see what it waits for, then start again.`,
        );
      }
      await setTimeout(LOCK_POLL_MS);
    }
  }
}

async function requireUsableServer(session: Client): Promise<void> {
  const problem = serverProblem(await readServerFacts(session));
  if (problem !== null) throw new DatabaseStartError(`The database ${problem}`);
}

async function triesToLock(session: Client): Promise<boolean> {
  const statement = `SELECT pg_try_advisory_lock(${LOCK_ID}) AS free`;
  const { rows } = await session.query<{ free: boolean }>(statement);
  return rows[0]?.free === true;
}

/** Adds a remedy for the operator to an error of Postgres; returns all other errors unchanged. */
function withRemedy(error: unknown): unknown {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof DatabaseError)) return error;
  const message = `The database ${whyUnusable(cause, 'DATABASE_URL')}`;
  return new DatabaseStartError(message, { cause: error });
}

function isTableInUse(error: unknown): boolean {
  return (
    error instanceof DatabaseStartError &&
    error.cause instanceof QueryFailedError &&
    error.cause.driverError instanceof DatabaseError &&
    error.cause.driverError.code === LOCK_NOT_AVAILABLE
  );
}
