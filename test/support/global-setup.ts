// Jest runs this file without its own module resolution, which maps the .js names to the sources.
import 'tsx/cjs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Config } from 'jest';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@order-transactions/embedded-postgres';
import { migrate } from '../../src/database/migrate.js';
import { compilePrograms } from './compile-programs.js';
import tearDown from './global-teardown.js';
import { execute, TEMPLATE, withDatabase, workerDatabase } from './test-server.js';

declare global {
  /** The resources that the end of the run stops and removes. */
  var throwAwayServer: { postgres: EmbeddedPostgres; folder: string } | undefined;
  var compiledPrograms: string | undefined;
}

/**
 * Compiles the programs that tests start, and creates a migrated database for each worker, on the server of
 * TEST_DATABASE_URL or else on one that is started for this run.
 */
export default async function setUp({ maxWorkers = 1 }: Config): Promise<void> {
  globalThis.compiledPrograms = process.env.TEST_PROGRAMS = await compilePrograms();
  process.env.TEST_DATABASE_URL ||= await startServer();
  const server = process.env.TEST_DATABASE_URL;

  await recreate(server, TEMPLATE);
  await migrate({ url: withDatabase(server, TEMPLATE) });
  for (let worker = 1; worker <= Number(maxWorkers); worker++) {
    await recreate(server, workerDatabase(worker), `TEMPLATE ${TEMPLATE}`);
  }
}

async function startServer(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'order-transactions-test-'));
  const postgres = await startEmbeddedPostgres({ folder, throwAway: true });
  globalThis.throwAwayServer = { postgres, folder };
  // Jest does not run the teardown when it is interrupted.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void tearDown().finally(() => process.exit(1)));
  }
  return postgres.url;
}

async function recreate(server: string, database: string, options = ''): Promise<void> {
  await execute(server, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await execute(server, `CREATE DATABASE ${database} ${options}`);
}
