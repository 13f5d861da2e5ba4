import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../src/index.js';
import { ask } from './support/ask.js';
import { kill, startElsewhere } from './support/processes.js';

describe('the first start of the embedded Postgres', () => {
  let home: string;
  const started: EmbeddedPostgres[] = [];

  async function start(folder: string): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({ folder, throwAway: true });
    started.push(postgres);
    return postgres;
  }

  beforeEach(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'first-start-'));
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((postgres) => postgres.stop()));
    await rm(home, { recursive: true });
  });

  it('creates the folders, and databases of the same kind on every machine', async () => {
    const folder = path.join(home, "a folder's child/.data/pg");
    const elsewhere = { LC_ALL: 'xx_XX.UTF-8', LANG: 'xx_XX', PGDATA: '/nowhere', PGPORT: '1' };
    const { owner } = await startElsewhere(folder, elsewhere);
    await kill(owner);
    const { url } = await start(folder);
    expect(await ask(url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(url, "SELECT lower('ÄÖÜ') || ('Z' < 'a')")).toBe('äöütrue');
  });

  it('works where no other account may enter', async () => {
    await chmod(home, 0o700);
    const { url } = await start(path.join(home, 'pg'));
    await ask(url, 'CREATE TABLE written AS SELECT 1 AS number');
    expect(await ask(url, 'SELECT number FROM written')).toBe(1);
  });

  it('is done by one of two that start at once; the other is rejected', async () => {
    const folder = path.join(home, 'pg');
    const outcomes = await Promise.allSettled([start(folder), start(folder)]);
    const refusals = outcomes.flatMap((it) =>
      it.status === 'rejected' ? [it.reason as Error] : [],
    );
    expect(refusals).toEqual([expect.any(EmbeddedPostgresError)]);
    expect(refusals[0]?.message).toMatch(/^Another running process uses the database/);
    expect(await readdir(folder)).toEqual(['data']);
  });

  it('begins again after one that was interrupted', async () => {
    const folder = path.join(home, 'pg');
    await mkdir(path.join(folder, 'data-ab12cd/data'), { recursive: true });
    const { url } = await start(folder);
    expect(await ask(url, 'SELECT 1')).toBe(1);
  });

  it('names a folder that it cannot use', async () => {
    await writeFile(path.join(home, 'file'), '');
    const attempt = start(path.join(home, 'file/pg'));
    await expect(attempt).rejects.toThrow(EmbeddedPostgresError);
    await expect(attempt).rejects.toThrow(
      /^The database folder .*file\/pg cannot be used .*: make it readable/,
    );
  });
});
