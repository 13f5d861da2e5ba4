import { readFile, stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './error.js';

/** The operating system account that runs Postgres. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Unprivileged accounts; most systems have at least one of them. */
const UNPRIVILEGED = ['postgres', 'node', 'nobody'];

/**
 * Postgres does not run as root. For root, it runs under an existing account: the owner of the data, or else an
 * unprivileged account. All other users run it under their own account.
 *
 * @returns null when Postgres runs under the account of this process.
 */
export async function chooseAccount(dataFolder: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataFolder).catch(() => null);
  if (owner) return { uid: owner.uid, gid: owner.gid };

  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const account = UNPRIVILEGED.map((name) => accounts.get(name)).find((it) => it !== undefined);
  if (account) return account;
  throw new EmbeddedPostgresError(
    `Postgres does not run as root, and there is none of the accounts ${UNPRIVILEGED.join(', ')}: ` +
      'run this as another user.',
  );
}

function parseAccounts(passwd: string): Map<string, Account> {
  return new Map(
    passwd.split('\n').map((line) => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { uid: Number(uid), gid: Number(gid) }];
    }),
  );
}
