import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'pg';
import { createDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { Migrator } from '../../src/database/migrator.js';
import { pendingMigrations, recordedMigrations } from '../../src/database/recorded-migrations.js';
import { DatabaseStartError } from '../../src/database/start-error.js';
import { entities } from '../../src/service/entities.js';
import { createScratchDatabase } from '../support/database.js';
import { withDatabase } from '../support/test-server.js';
import { describeSchema } from './support/schema.js';

const CREATE = { '1700000000001-create.sql': section('CREATE TABLE a (i int)', 'DROP TABLE a') };
const INDEX = {
  '1700000000002-index.sql': unbound(
    section('CREATE INDEX CONCURRENTLY a_i ON a (i)', 'DROP INDEX CONCURRENTLY a_i'),
  ),
};
/** Sessions that wait for a lock on a table. */
const WAITING = `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
  WHERE NOT granted AND locktype = 'relation' AND datname = current_database()`;

function section(up: string, down: string): string {
  return `-- migrate:up\n${up};\n\n-- migrate:down\n${down};\n`;
}

function unbound(migration: string): string {
  return `-- migrate:no-transaction\n${migration}`;
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(10);
}

describe('the migrations', () => {
  let folder: string;
  let url: string;
  let drop: () => Promise<void>;
  let pool: Pool;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'migrations-'));
    ({ url, drop } = await createScratchDatabase());
    pool = new Pool({ connectionString: url });
    // The database is dropped while the last connection is still closing.
    pool.on('error', () => undefined);
  });
  afterEach(async () => {
    await pool.end();
    await drop();
    await rm(folder, { recursive: true });
  });

  async function write(files: Record<string, string>): Promise<void> {
    for (const [file, sql] of Object.entries(files)) await writeFile(path.join(folder, file), sql);
  }

  it.each(['SQL_ASCII', 'LATIN1'])(
    'are not run on a database with encoding %s',
    async (encoding) => {
      const database = `other_encoding_${encoding.toLowerCase()}`;
      await pool.query(
        `CREATE DATABASE ${database} ENCODING '${encoding}' LOCALE 'C' LOCALE_PROVIDER 'libc' TEMPLATE template0`,
      );
      const attempt = migrate({ url: withDatabase(url, database), folder });
      await expect(attempt).rejects.toThrow(
        `The database has the encoding ${encoding}: create one with ENCODING 'UTF8' TEMPLATE template0.`,
      );
      await pool.query(`DROP DATABASE ${database} WITH (FORCE)`);
    },
  );

  it('name the privilege that their role lacks', async () => {
    await pool.query("CREATE ROLE no_creator LOGIN PASSWORD 'x'");
    const restricted = new URL(url);
    Object.assign(restricted, { username: 'no_creator', password: 'x' });
    await write(CREATE);
    const attempt = migrate({ url: restricted.href, folder });
    await expect(attempt).rejects.toThrow(
      /^The database cannot be used \(permission denied for schema public\): grant the user of DATABASE_URL .*GRANT CREATE/,
    );
    await pool.query('DROP ROLE no_creator');
  });

  it('create tables where the service looks for them, whatever PGOPTIONS says', async () => {
    await pool.query('CREATE SCHEMA company');
    await write(CREATE);
    process.env.PGOPTIONS = '-c search_path=company';
    await migrate({ url, folder }).finally(() => delete process.env.PGOPTIONS);
    const { rows } = await pool.query("SELECT schemaname FROM pg_tables WHERE tablename = 'a'");
    expect(rows).toEqual([{ schemaname: 'public' }]);
  });

  it('run once and in order when several instances start together', async () => {
    await write({ ...CREATE, ...INDEX });
    expect(await pendingMigrations(pool, folder)).toEqual([
      'create-1700000000001',
      'index-1700000000002',
    ]);
    const ran = await Promise.all([1, 2, 3].map(() => migrate({ url, folder })));
    expect(ran.filter((names) => names.length > 0)).toEqual([
      ['create-1700000000001', 'index-1700000000002'],
    ]);
    expect(await recordedMigrations(pool)).toEqual(['create-1700000000001', 'index-1700000000002']);
    expect(await pendingMigrations(pool, folder)).toEqual([]);
  });

  it('lead to the same schema after they were undone and run again', async () => {
    await migrate({ url });
    const schema = await describeSchema(pool);

    const migrator = await new Migrator({ url }).initialize();
    while ((await recordedMigrations(pool)).length > 0) {
      await migrator.undoLastMigration({ transaction: 'none' });
    }
    await migrator.destroy();
    expect(await describeSchema(pool)).toEqual([]);

    await migrate({ url });
    expect(await describeSchema(pool)).toEqual(schema);
  });

  it('create the tables that the entities describe', async () => {
    await migrate({ url });
    const dataSource = await createDataSource({ url, entities }).initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('leave nothing behind when one fails, and name it', async () => {
    await write(CREATE);
    await write({ '1700000000003-fill.sql': section('INSERT INTO a VALUES (1); SELECT 1/0', '') });
    const attempt = migrate({ url, folder });
    await expect(attempt).rejects.toThrow(DatabaseStartError);
    await expect(attempt).rejects.toThrow(
      'The migration fill-1700000000003 failed: division by zero',
    );
    expect(await recordedMigrations(pool)).toEqual(['create-1700000000001']);
    expect((await pool.query('SELECT i FROM a')).rows).toEqual([]);
  });

  it('continue where they failed when they run without a transaction', async () => {
    const up = 'CREATE TABLE IF NOT EXISTS b (i int);\nINSERT INTO a VALUES (1)';
    await write({ '1700000000003-fill.sql': unbound(section(up, '')) });
    await expect(migrate({ url, folder })).rejects.toThrow('fill-1700000000003 failed');
    await pool.query('SELECT i FROM b');

    await pool.query('CREATE TABLE a (i int)');
    await migrate({ url, folder });
    expect((await pool.query('SELECT i FROM a')).rows).toEqual([{ i: 1 }]);
  });

  it('let other statements pass while a table is in use, and try again', async () => {
    await write(CREATE);
    await migrate({ url, folder });
    const user = await pool.connect();
    await user.query('BEGIN; LOCK TABLE a IN ACCESS SHARE MODE');

    await write({ '1700000000004-widen.sql': section('ALTER TABLE a ADD COLUMN j int', '') });
    const migrating = migrate({ url, folder });
    await waitUntil(async () => (await pool.query(WAITING)).rows.length > 0);
    // It stands behind the migration, and comes through while that pauses.
    expect((await pool.query('SELECT i FROM a')).rows).toEqual([]);
    expect(await pendingMigrations(pool, folder)).toEqual(['widen-1700000000004']);

    await user.query('COMMIT');
    user.release();
    await migrating;
    expect(await pendingMigrations(pool, folder)).toEqual([]);
  });

  it('do no harm when a newer release added them', async () => {
    await write({ ...CREATE, ...INDEX });
    await migrate({ url, folder });
    await rm(path.join(folder, '1700000000002-index.sql'));
    await expect(migrate({ url, folder })).resolves.toEqual([]);
  });

  it('are rejected before anything runs when a newer release is incompatible', async () => {
    const breaking = '1700000000003-drop-i.breaking.sql';
    await write({ ...CREATE, [breaking]: section('ALTER TABLE a DROP COLUMN i', '') });
    await migrate({ url, folder });
    await expect(migrate({ url, folder })).resolves.toEqual([]);

    await rm(path.join(folder, breaking));
    await write(INDEX);
    const attempt = migrate({ url, folder });
    await expect(attempt).rejects.toThrow(DatabaseStartError);
    await expect(attempt).rejects.toThrow(/newer release .*\(drop-i\.breaking-1700000000003\)/);
    expect(await pendingMigrations(pool, folder)).toEqual(['index-1700000000002']);
  });

  it('are given up when another instance migrates for too long', async () => {
    const other = await pool.connect();
    await other.query(
      "SELECT pg_advisory_lock(hashtextextended('order-transactions:migrations', 0))",
    );
    const attempt = migrate({ url, folder, lockTimeLimitMs: 300 });
    await expect(attempt).rejects.toThrow(
      /^Another instance has been migrating the database for 0.3 s/,
    );
    other.release(true);
  });

  it.each([
    ['1700000000001-Create.sql', section('SELECT 1', '')],
    ['create.sql', section('SELECT 1', '')],
    ['1700000000001-create.sql', 'SELECT 1'],
    ['1700000000001-create.sql', '-- migrate:up\nSELECT 1'],
  ])('are rejected when their file is malformed: %s, %j', async (file, sql) => {
    await write({ [file]: sql });
    await expect(migrate({ url, folder })).rejects.toThrow(
      `The migration ${file} needs a name like`,
    );
  });

  it('name the address where no database answers', async () => {
    const attempt = migrate({ url: 'postgres://nobody@127.0.0.1:1/none', folder });
    await expect(attempt).rejects.toThrow(DatabaseStartError);
    await expect(attempt).rejects.toThrow(
      /^The database cannot be reached \(.*ECONNREFUSED.*DATABASE_URL/,
    );
  });
});
