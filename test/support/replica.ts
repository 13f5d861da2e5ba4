import { execFile } from 'node:child_process';
import { appendFile, chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@order-transactions/embedded-postgres';

/** A running Postgres and its data folder. */
export interface Primary {
  readonly url: string;
  readonly folder: string;
}

/** Starts a replica that streams all changes of the primary. Its folder is a copy made while the primary runs. */
export async function startReplica(primary: Primary, folder: string): Promise<EmbeddedPostgres> {
  const data = path.join(folder, 'data');
  await mkdir(folder, { recursive: true });
  const label = await copyWhileRunning(primary, data);
  await rm(path.join(data, 'postmaster.pid'));
  const { hostname, port, username, password } = new URL(primary.url);
  const source = `host=${hostname} port=${port} user=${username} password=${password}`;
  await appendFile(path.join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  await writeOwned(path.join(data, 'backup_label'), label);
  await writeOwned(path.join(data, 'standby.signal'), '');
  return startEmbeddedPostgres({ folder });
}

/** @returns the backup label, from which Postgres reads where in the log the copy starts */
async function copyWhileRunning({ url, folder }: Primary, copy: string): Promise<string> {
  const session = new Client({ connectionString: url });
  await session.connect();
  try {
    await session.query("SELECT pg_backup_start('replica', fast => true)");
    // Preserves the owner of the files.
    await promisify(execFile)('cp', ['-a', path.join(folder, 'data'), copy]);
    const { rows } = await session.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    );
    return rows[0]?.labelfile ?? '';
  } finally {
    await session.end();
  }
}

/** Changes the owner of the file to the owner of its folder: the account that runs Postgres. */
async function writeOwned(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  const { uid, gid } = await stat(path.dirname(file));
  await chown(file, uid, gid);
}
