import { existsSync } from 'node:fs';
import type { Client } from 'pg';
import type { Config } from '../../config/config.js';
import { MissingPackageError } from '../../config/development-package.js';
import { DATABASE_FOLDER, openEmbedded } from '../../database/embedded.js';
import { isBreaking, MIGRATIONS_FOLDER, readMigrations } from '../../database/migration-files.js';
import { pendingMigrations, recordedMigrations } from '../../database/recorded-migrations.js';
import { readServerFacts, serverProblem } from '../../database/server-requirements.js';
import { openSession } from '../../database/session.js';
import { DatabaseStartError, whyUnreachable } from '../../database/start-error.js';
import { compareClock } from './clock.js';
import { APPLICATION_NAME } from './connection.js';
import { CheckFailure, runCheck, type Finding } from './finding.js';
import { checkJobs } from './jobs.js';
import { checkPooler } from './pooler.js';
import { checkReplicas } from './replicas.js';
import { checkSeals } from './seals.js';

/** Checks the configured database and changes nothing. Checks that need a connection are skipped without one. */
export async function* checkDatabase(config: Config): AsyncGenerator<Finding> {
  if (config.databaseUrl === null && !existsSync(DATABASE_FOLDER)) {
    const message = 'the embedded Postgres that the first "npm start" creates';
    yield { subject: 'database', isOk: true, message };
    return;
  }
  let visit: Visit;
  try {
    visit = await visitDatabase(config.databaseDirectUrl ?? config.databaseUrl);
  } catch (error) {
    yield { subject: 'database', isOk: false, message: whyNotVisited(error, config) };
    return;
  }
  const { session, url, close } = visit;
  try {
    yield await runCheck('database', () => checkServer(session));
    yield await runCheck('migrations', () => checkMigrations(session));
    yield await runCheck('indexes', () => checkIndexes(session));
    yield await runCheck('sealed rows', () => checkSeals(url, config.results));
    yield await runCheck('clock', () => compareClock('the database', () => timeOf(session)));
    yield await runCheck('jobs', () => checkJobs(url, config.reconcileEveryMinutes));
    yield* checkPooler(config, session);
    yield* checkReplicas(config, session);
  } finally {
    await close();
  }
}

interface Visit {
  readonly url: string;
  readonly session: Client;
  readonly close: () => Promise<void>;
}

async function visitDatabase(databaseUrl: string | null): Promise<Visit> {
  const embedded = databaseUrl === null ? await openEmbedded({ asGuest: true }) : null;
  try {
    const url = databaseUrl ?? embedded?.url ?? '';
    const session = await openSession(url, APPLICATION_NAME);
    const close = async () => {
      await session.end();
      await embedded?.stop();
    };
    return { session, url, close };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

function whyNotVisited(error: unknown, { databaseDirectUrl }: Config): string {
  if (error instanceof DatabaseStartError || error instanceof MissingPackageError) {
    return error.message;
  }
  const setting = databaseDirectUrl === null ? 'DATABASE_URL' : 'DATABASE_DIRECT_URL';
  return whyUnreachable(error, setting);
}

async function checkServer(session: Client): Promise<string> {
  const facts = await readServerFacts(session);
  const problem = serverProblem(facts);
  if (problem !== null) throw new CheckFailure(problem);
  const { rows } = await session.query<{ mayCreate: boolean }>(
    `SELECT has_schema_privilege(current_schema(), 'CREATE') AS "mayCreate"`,
  );
  if (!rows[0]?.mayCreate)
    throw new CheckFailure(
      `does not allow this user to create tables: GRANT CREATE ON SCHEMA ${facts.schema} to it.`,
    );
  return `Postgres ${facts.version}, schema ${facts.schema}`;
}

async function checkMigrations(session: Client): Promise<string> {
  const known = new Set(readMigrations(MIGRATIONS_FOLDER).map(({ name }) => name));
  const recorded = await recordedMigrations(session);
  const broken = recorded.find((name) => isBreaking(name) && !known.has(name));
  if (broken !== undefined)
    throw new CheckFailure(
      `a newer release has changed the database so that this release cannot use it (${broken}): deploy that release.`,
    );
  const pending = await pendingMigrations(session);
  if (pending.length > 0)
    throw new CheckFailure(`pending: ${pending.join(', ')}. Run "npm run migrate".`);
  return `all ${known.size} are applied`;
}

async function checkIndexes(session: Client): Promise<string> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace ORDER BY name`,
  );
  const [first] = rows;
  if (!first) return 'all are valid';
  const names = rows.map(({ name }) => name).join(', ');
  throw new CheckFailure(
    `not valid, so not used: ${names}. Run REINDEX INDEX CONCURRENTLY ${first.name}.`,
  );
}

async function timeOf(session: Client): Promise<number> {
  const { rows } = await session.query<{ now: number }>(
    'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
  );
  return rows[0]?.now ?? NaN;
}
