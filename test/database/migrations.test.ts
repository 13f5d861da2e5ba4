import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { Migrator } from '../../src/database/migrator.js';
import { pendingMigrations, recordedMigrations } from '../../src/database/recorded-migrations.js';
import { DatabaseStartError } from '../../src/database/start-error.js';
import { entities } from '../../src/service/entities.js';
import { withDatabase } from '../support/test-server.js';
import { describeSchema } from './support/schema.js';
import { useFolder } from '../support/use-folder.js';
import { useScratchDatabase } from '../support/use-scratch-database.js';

const CREATE = { '1700000000001-create.sql': section('CREATE TABLE a (i int)', 'DROP TABLE a') };
const INDEX = {
  '1700000000002-index.sql': unbound(
    section('CREATE INDEX CONCURRENTLY a_i ON a (i)', 'DROP INDEX CONCURRENTLY a_i'),
  ),
};
/** The sessions that wait for a lock on a table. */
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
  const folder = useFolder({ lifetime: 'TEST' });
  const scratch = useScratchDatabase();

  async function write(files: Record<string, string>): Promise<void> {
    for (const [file, sql] of Object.entries(files))
      await writeFile(path.join(folder.path, file), sql);
  }

  it.each(['SQL_ASCII', 'LATIN1'])(
    'are not run on a database with encoding %s',
    async (encoding) => {
      const database = `other_encoding_${encoding.toLowerCase()}`;
      await scratch.pool.query(
        `CREATE DATABASE ${database} ENCODING '${encoding}' LOCALE 'C' LOCALE_PROVIDER 'libc' TEMPLATE template0`,
      );
      const attempt = migrate({ url: withDatabase(scratch.url, database), folder: folder.path });
      await expect(attempt).rejects.toThrow(
        `The database has the encoding ${encoding}: create one with ENCODING 'UTF8' TEMPLATE template0.`,
      );
      await scratch.pool.query(`DROP DATABASE ${database} WITH (FORCE)`);
    },
  );

  it('name the privilege that their role lacks', async () => {
    await scratch.pool.query("CREATE ROLE no_creator LOGIN PASSWORD 'x'");
    const restricted = new URL(scratch.url);
    Object.assign(restricted, { username: 'no_creator', password: 'x' });
    await write(CREATE);
    const attempt = migrate({ url: restricted.href, folder: folder.path });
    await expect(attempt).rejects.toThrow(
      /^The database cannot be used \(permission denied for schema public\): grant the user of DATABASE_URL .*GRANT CREATE/,
    );
    await scratch.pool.query('DROP ROLE no_creator');
  });

  it('create tables where the service looks for them, whatever PGOPTIONS says', async () => {
    await scratch.pool.query('CREATE SCHEMA company');
    await write(CREATE);
    process.env.PGOPTIONS = '-c search_path=company';
    await migrate({ url: scratch.url, folder: folder.path }).finally(
      () => delete process.env.PGOPTIONS,
    );
    const { rows } = await scratch.pool.query(
      "SELECT schemaname FROM pg_tables WHERE tablename = 'a'",
    );
    expect(rows).toEqual([{ schemaname: 'public' }]);
  });

  it('run once and in order when several instances start together', async () => {
    await write({ ...CREATE, ...INDEX });
    expect(await pendingMigrations(scratch.pool, folder.path)).toEqual([
      'create-1700000000001',
      'index-1700000000002',
    ]);
    const ran = await Promise.all(
      [1, 2, 3].map(() => migrate({ url: scratch.url, folder: folder.path })),
    );
    expect(ran.filter((names) => names.length > 0)).toEqual([
      ['create-1700000000001', 'index-1700000000002'],
    ]);
    expect(await recordedMigrations(scratch.pool)).toEqual([
      'create-1700000000001',
      'index-1700000000002',
    ]);
    expect(await pendingMigrations(scratch.pool, folder.path)).toEqual([]);
  });

  it('lead to the same schema after they were undone and run again', async () => {
    await migrate({ url: scratch.url });
    const schema = await describeSchema(scratch.pool);

    const migrator = await new Migrator({ url: scratch.url }).initialize();
    while ((await recordedMigrations(scratch.pool)).length > 0) {
      await migrator.undoLastMigration({ transaction: 'none' });
    }
    await migrator.destroy();
    expect(await describeSchema(scratch.pool)).toEqual([]);

    await migrate({ url: scratch.url });
    expect(await describeSchema(scratch.pool)).toEqual(schema);
  });

  it('create the tables that the entities describe', async () => {
    await migrate({ url: scratch.url });
    const dataSource = await createDataSource({ url: scratch.url, entities }).initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('leave nothing behind when one fails, and name it', async () => {
    await write(CREATE);
    await write({ '1700000000003-fill.sql': section('INSERT INTO a VALUES (1); SELECT 1/0', '') });
    const attempt = migrate({ url: scratch.url, folder: folder.path });
    await expect(attempt).rejects.toThrow(DatabaseStartError);
    await expect(attempt).rejects.toThrow(
      'The migration fill-1700000000003 failed: division by zero',
    );
    expect(await recordedMigrations(scratch.pool)).toEqual(['create-1700000000001']);
    expect((await scratch.pool.query('SELECT i FROM a')).rows).toEqual([]);
  });

  it('continue where they failed when they run without a transaction', async () => {
    const up = 'CREATE TABLE IF NOT EXISTS b (i int);\nINSERT INTO a VALUES (1)';
    await write({ '1700000000003-fill.sql': unbound(section(up, '')) });
    await expect(migrate({ url: scratch.url, folder: folder.path })).rejects.toThrow(
      'fill-1700000000003 failed',
    );
    await scratch.pool.query('SELECT i FROM b');

    await scratch.pool.query('CREATE TABLE a (i int)');
    await migrate({ url: scratch.url, folder: folder.path });
    expect((await scratch.pool.query('SELECT i FROM a')).rows).toEqual([{ i: 1 }]);
  });

  it('let other statements pass while a table is in use, and try again', async () => {
    await write(CREATE);
    await migrate({ url: scratch.url, folder: folder.path });
    const user = await scratch.pool.connect();
    await user.query('BEGIN; LOCK TABLE a IN ACCESS SHARE MODE');

    await write({ '1700000000004-widen.sql': section('ALTER TABLE a ADD COLUMN j int', '') });
    const migrating = migrate({ url: scratch.url, folder: folder.path });
    await waitUntil(async () => (await scratch.pool.query(WAITING)).rows.length > 0);
    // The query waits behind the migration, and runs while the migration pauses.
    expect((await scratch.pool.query('SELECT i FROM a')).rows).toEqual([]);
    expect(await pendingMigrations(scratch.pool, folder.path)).toEqual(['widen-1700000000004']);

    await user.query('COMMIT');
    user.release();
    await migrating;
    expect(await pendingMigrations(scratch.pool, folder.path)).toEqual([]);
  });

  it('do no harm when a newer release added them', async () => {
    await write({ ...CREATE, ...INDEX });
    await migrate({ url: scratch.url, folder: folder.path });
    await rm(path.join(folder.path, '1700000000002-index.sql'));
    await expect(migrate({ url: scratch.url, folder: folder.path })).resolves.toEqual([]);
  });

  it('are rejected before anything runs when a newer release is incompatible', async () => {
    const breaking = '1700000000003-drop-i.breaking.sql';
    await write({ ...CREATE, [breaking]: section('ALTER TABLE a DROP COLUMN i', '') });
    await migrate({ url: scratch.url, folder: folder.path });
    await expect(migrate({ url: scratch.url, folder: folder.path })).resolves.toEqual([]);

    await rm(path.join(folder.path, breaking));
    await write(INDEX);
    const attempt = migrate({ url: scratch.url, folder: folder.path });
    await expect(attempt).rejects.toThrow(DatabaseStartError);
    await expect(attempt).rejects.toThrow(/newer release .*\(drop-i\.breaking-1700000000003\)/);
    expect(await pendingMigrations(scratch.pool, folder.path)).toEqual(['index-1700000000002']);
  });

  it('are given up when another instance migrates for too long', async () => {
    const other = await scratch.pool.connect();
    await other.query(
      "SELECT pg_advisory_lock(hashtextextended('order-transactions:migrations', 0))",
    );
    const attempt = migrate({ url: scratch.url, folder: folder.path, lockTimeLimitMs: 300 });
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
    await expect(migrate({ url: scratch.url, folder: folder.path })).rejects.toThrow(
      `The migration ${file} needs a name like`,
    );
  });

  it('name the address where no database answers', async () => {
    const attempt = migrate({ url: 'postgres://nobody@127.0.0.1:1/none', folder: folder.path });
    await expect(attempt).rejects.toThrow(DatabaseStartError);
    await expect(attempt).rejects.toThrow(
      /^The database cannot be reached \(.*ECONNREFUSED.*DATABASE_URL/,
    );
  });
});
