import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError, reasonOf, systemCodeOf } from './error.js';
import { chooseAccount, type Account } from './account.js';
import { findPrograms } from './binaries.js';
import { run } from './run.js';

/** A folder of databases on disk, with everything that is required to run a server on it. */
export interface Cluster {
  readonly dataFolder: string;
  /** The folder of initdb, pg_ctl and postgres. */
  readonly programs: string;
  readonly account: Account | null;
  readonly password: string;
}

export interface ClusterOptions {
  /** Created when it is missing. The data is in its subfolder `data`. */
  readonly folder: string;
  /** Never waits for the disk. For tests, which do not need the data after a power failure. */
  readonly throwAway?: boolean;
}

/**
 * The data folder as it is passed to Postgres. Each of its programs starts *in* that folder: root can change to it
 * even when the account may not enter a parent (for example `/root`). Linux resolves /proc/self/cwd whatever the
 * permissions of the parents.
 */
export const DATA_FOLDER = process.platform === 'linux' ? '/proc/self/cwd' : '.';

export const SUPERUSER = 'postgres';
/** Stored in the data folder, so that both appear at once. */
const PASSWORD_FILE = 'password';

/**
 * Finds the cluster in a folder, or creates one.
 *
 * @throws EmbeddedPostgresError when the folder or the machine does not allow it.
 */
export async function openCluster({ folder, throwAway = false }: ClusterOptions): Promise<Cluster> {
  const dataFolder = path.resolve(folder, 'data');
  const account = await chooseAccount(dataFolder);
  const programs = await findPrograms(account);
  try {
    await mkdir(folder, { recursive: true });
    if (!(await exists(dataFolder))) {
      await makeCluster({ dataFolder, programs, account }, throwAway);
    }
    const password = await readFile(path.join(dataFolder, PASSWORD_FILE), 'utf8');
    return { dataFolder, programs, account, password };
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      `The database folder ${path.resolve(folder)} cannot be used (${reasonOf(error)}): ` +
        'make it readable and writable for this user.',
      { cause: error },
    );
  }
}

/**
 * The folder is renamed only when it is complete, so an incomplete cluster never has the final name, not even after a
 * crash.
 */
async function makeCluster(
  { dataFolder, programs, account }: Omit<Cluster, 'password'>,
  throwAway: boolean,
): Promise<void> {
  const unfinished = await mkdtemp(`${dataFolder}-`);
  try {
    const passwordFile = path.join(unfinished, PASSWORD_FILE);
    const workingFolder = path.join(unfinished, 'data');
    await mkdir(workingFolder);
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (account) {
      const { uid, gid } = account;
      await Promise.all([unfinished, workingFolder, passwordFile].map((it) => chown(it, uid, gid)));
    }
    await run(path.join(programs, 'initdb'), initialSettings(throwAway), {
      account,
      workingFolder,
    });
    await rename(passwordFile, path.join(workingFolder, PASSWORD_FILE));
    await rename(workingFolder, dataFolder);
  } catch (error) {
    // Another process that started at the same time was faster. Its cluster is used.
    if (!(await exists(dataFolder))) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function initialSettings(throwAway: boolean): string[] {
  return [
    `--pgdata=${DATA_FOLDER}`,
    `--username=${SUPERUSER}`,
    `--pwfile=../${PASSWORD_FILE}`,
    '--auth=scram-sha-256',
    // Postgres' own locale: text and sort order are the same on every machine, whatever locales it has.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--set=listen_addresses=127.0.0.1',
    '--set=unix_socket_directories=',
    ...(throwAway ? ['--no-sync', '--set=fsync=off', '--set=full_page_writes=off'] : []),
  ];
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (systemCodeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
