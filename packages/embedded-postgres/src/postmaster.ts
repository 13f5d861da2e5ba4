import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DATA_FOLDER } from './cluster.js';

/** Greater than the largest pid of any system. */
const NO_PROCESS = 2 ** 31 - 1;

interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** @returns the port of the server that runs on a data folder; null when there is none. */
export async function runningPort(dataFolder: string): Promise<number | null> {
  const postmaster = await readPostmaster(dataFolder);
  return postmaster && (await isAlive(postmaster)) ? postmaster.port : null;
}

/**
 * Makes Postgres recognize that the server of a stale lock file is dead. Postgres checks only whether a process with
 * that pid exists. A zombie (containers often do not reap them) or a reused pid misleads this check.
 *
 * The file itself remains, because Postgres uses it to find sessions of the dead server that still write to the data.
 */
export async function disownDeadPostmaster(dataFolder: string): Promise<void> {
  const postmaster = await readPostmaster(dataFolder);
  if (!postmaster || !processExists(postmaster.pid) || (await isAlive(postmaster))) return;
  const file = lockFile(dataFolder);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^\d+/, String(NO_PROCESS)));
}

function lockFile(dataFolder: string): string {
  return path.join(dataFolder, 'postmaster.pid');
}

async function readPostmaster(dataFolder: string): Promise<Postmaster | null> {
  const text = await readFile(lockFile(dataFolder), 'utf8').catch(() => '');
  // Line 1 is the pid, line 4 the port. A server that is starting has not written them yet.
  const [pid, , , port] = text.split('\n').map(Number);
  return pid && port ? { pid, port } : null;
}

/** Whether the process is that server: its command line contains the port. A zombie has no command line. */
async function isAlive({ pid, port }: Postmaster): Promise<boolean> {
  return (await commandLine(pid)).includes(`postgres -D ${DATA_FOLDER} -p ${port}`);
}

function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function commandLine(pid: number): Promise<string> {
  const reading =
    process.platform === 'linux'
      ? readFile(`/proc/${pid}/cmdline`, 'utf8')
      : promisify(execFile)('ps', ['-p', String(pid), '-o', 'args=']).then(({ stdout }) => stdout);
  return (await reading.catch(() => '')).replaceAll('\0', ' ');
}
