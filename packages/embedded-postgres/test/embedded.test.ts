import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../src/index.js';
import { ask } from './support/ask.js';
import { kill, postmasterPid, startAsAccount, startElsewhere } from './support/processes.js';

describe('the embedded Postgres', () => {
  let folder: string;
  let running: EmbeddedPostgres | null = null;

  async function start(): Promise<EmbeddedPostgres> {
    running = await startEmbeddedPostgres({ folder, throwAway: true });
    return running;
  }

  async function stop(): Promise<void> {
    await running?.stop();
    running = null;
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'embedded-'));
    const { url } = await start();
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await stop();
  });
  afterEach(stop);
  afterAll(() => rm(folder, { recursive: true }));

  it('finds its data again', async () => {
    const { url } = await start();
    expect(await ask(url, 'SELECT number FROM kept')).toBe(7);
  });

  it('answers only on this machine, and only with the password', async () => {
    const { url } = await start();
    expect(await ask(url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, 'SHOW unix_socket_directories')).toBe('');
    const guessed = new URL(url);
    guessed.password = 'guessed';
    await expect(ask(guessed.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('stores its data in a folder that only its own account can read', async () => {
    const { mode } = await stat(path.join(folder, 'data'));
    expect(mode & 0o077).toBe(0);
  });

  it('stops its server when it is stopped, and can be stopped again', async () => {
    const postgres = await start();
    await postgres.stop();
    await expect(ask(postgres.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await expect(postgres.stop()).resolves.toBeUndefined();
  });

  it('keeps what was committed when its server is killed', async () => {
    const { url } = await start();
    await ask(url, 'CREATE TABLE committed AS SELECT 1');
    process.kill(await postmasterPid(folder), 'SIGKILL');
    await stop();

    const { url: again } = await start();
    expect(await ask(again, 'SELECT count(*) FROM committed')).toBe('1');
  });

  it('takes over the server of a process that was killed', async () => {
    const { url, owner } = await startElsewhere(folder);
    const pid = await postmasterPid(folder);
    await kill(owner);

    expect(await start()).toMatchObject({ url });
    expect(await postmasterPid(folder)).toBe(pid);
  });

  it('rejects a folder that another process uses, and leaves that process alone', async () => {
    const { url } = await start();
    const second = startEmbeddedPostgres({ folder });
    await expect(second).rejects.toThrow(EmbeddedPostgresError);
    await expect(second).rejects.toThrow(
      /^Another running process uses the database in .*: stop it/,
    );
    expect(await ask(url, 'SELECT number FROM kept')).toBe(7);
  });

  it.each([
    ['has ended and was never waited for', 'true & echo $!; exec sleep 60'],
    ['is another program by now', 'echo $$; exec sleep 60'],
  ])('starts when the process of its lock file %s', async (_, script) => {
    const { pid, shell } = await startAsAccount(folder, script);
    const lockFile = path.join(folder, 'data/postmaster.pid');
    await writeFile(lockFile, `${pid}\n${folder}/data\n1700000000\n5432\n\n\n`);
    const { url } = await start();
    expect(await ask(url, 'SELECT number FROM kept')).toBe(7);
    await kill(shell);
  });

  it('names what is wrong with its configuration', async () => {
    const configuration = path.join(folder, 'data/postgresql.conf');
    const right = await readFile(configuration, 'utf8');
    await writeFile(configuration, `${right}\nshared_buffers = none\n`);
    await expect(start()).rejects.toThrow(
      /^The embedded Postgres did not start \(FATAL: .*configuration file.*\): see .*server\.log/,
    );
    await writeFile(configuration, right);
  });
});
