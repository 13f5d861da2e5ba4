import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export async function postmasterPid(folder: string): Promise<number> {
  return parseInt(await readFile(path.join(folder, 'data/postmaster.pid'), 'utf8'));
}

/** Starts the embedded Postgres in a separate process. */
export async function startElsewhere(
  folder: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<{ url: string; owner: ChildProcess }> {
  const script = path.join(__dirname, 'owner.ts');
  const owner = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(owner.stdout, 'data')) as [Buffer];
  return { url: url.toString(), owner };
}

export async function kill(owner: ChildProcess): Promise<void> {
  owner.kill('SIGKILL');
  await once(owner, 'exit');
}

/** Starts a shell script under the account that owns the database, and returns the pid that the script prints. */
export async function startAsAccount(
  folder: string,
  script: string,
): Promise<{ pid: string; shell: ChildProcess }> {
  const { uid, gid } = await stat(path.join(folder, 'data'));
  const shell = spawn('/bin/sh', ['-c', script], {
    uid,
    gid,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = (await once(shell.stdout, 'data')) as [Buffer];
  return { pid: pid.toString().trim(), shell };
}
