import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '../../src/database/migrate.js';
import { recordedMigrations } from '../../src/database/recorded-migrations.js';
import { useScratchDatabase } from '../support/use-scratch-database.js';

const ROOT = path.join(__dirname, '../..');
const CLI = require.resolve('typeorm/cli.js');
const DATA_SOURCE = path.join(ROOT, 'src/database/data-source.ts');
const MIGRATIONS = readdirSync(path.join(ROOT, 'migrations')).sort();

const database = useScratchDatabase();

async function typeorm(command: string, databaseUrl = database.url): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', CLI, command, '-d', DATA_SOURCE],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: databaseUrl } },
  );
  return stdout;
}

function statesIn(output: string): string[] {
  return Array.from(output.matchAll(/\[([X ])\]/g), ([, state = '']) => state);
}

it('migration:show prints every migration, and whether it has run', async () => {
  expect(statesIn(await typeorm('migration:show'))).toEqual(MIGRATIONS.map(() => ' '));
  await migrate({ url: database.url });
  const output = await typeorm('migration:show');
  expect(statesIn(output)).toEqual(MIGRATIONS.map(() => 'X'));
  for (const name of await recordedMigrations(database.pool)) expect(output).toContain(name);
});

it('migration:run waits for the lock of a service that starts, and each migration runs once', async () => {
  const holder = await database.pool.connect();
  await holder.query(
    "SELECT pg_advisory_lock(hashtextextended('order-transactions:migrations', 0))",
  );
  const both = Promise.all([typeorm('migration:run'), migrate({ url: database.url })]);
  const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%' AND pid <> pg_backend_pid()`;
  let polling = 0;
  while (polling < 2) {
    ({
      rows: [{ count: polling } = { count: 0 }],
    } = await database.pool.query<{ count: number }>(waiting));
  }
  expect(await recordedMigrations(database.pool)).toEqual([]);

  holder.release(true);
  await both;
  const recorded = await recordedMigrations(database.pool);
  expect(recorded).toHaveLength(MIGRATIONS.length);
  expect(new Set(recorded).size).toBe(MIGRATIONS.length);
});

it('names DATABASE_URL when no database answers', async () => {
  await expect(typeorm('migration:show', 'postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(
    /The database cannot be reached .*check DATABASE_URL/,
  );
});
