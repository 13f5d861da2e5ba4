import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Primary } from './replica.js';
import { freePort } from './process.js';
import { execute, withDatabase } from './test-server.js';

/** A PgBouncer in front of a database, as operators run it: each transaction may use another session of Postgres. */
export interface Pooler {
  readonly url: string;
  readonly version: string;
  /** Runs a command of its admin console, e.g. `RECONNECT`. */
  command(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** So few that every session of Postgres serves many client connections. */
const SESSIONS = 3;

/** @throws when PgBouncer is not installed */
export async function startPooler({ url, folder }: Primary): Promise<Pooler> {
  const version = installedVersion();
  const postgres = new URL(url);
  const port = await freePort();
  const settings = await mkdtemp(path.join(tmpdir(), 'order-transactions-pgbouncer-'));
  // PgBouncer does not run as root.
  const { uid, gid } = await stat(path.join(folder, 'data'));
  const account = process.getuid?.() === 0 ? { uid, gid } : {};
  await writeFile(path.join(settings, 'users'), `"${postgres.username}" "${postgres.password}"\n`);
  await writeFile(
    path.join(settings, 'pgbouncer.ini'),
    `[databases]
     * = host=${postgres.hostname} port=${postgres.port}
     [pgbouncer]
     pool_mode = transaction
     default_pool_size = ${SESSIONS}
     listen_addr = 127.0.0.1
     listen_port = ${port}
     unix_socket_dir =
     auth_type = trust
     auth_file = ${settings}/users
     admin_users = ${postgres.username}
     max_client_conn = 200
    `.replaceAll(/^ +/gm, ''),
  );
  await chmod(settings, 0o755);
  if (account.uid !== undefined) await chown(settings, uid, gid);
  const child = spawn(PROGRAM, ['-q', path.join(settings, 'pgbouncer.ini')], {
    ...account,
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  const pooled = new URL(url);
  pooled.port = String(port);
  await untilAnswered(pooled.href);
  return {
    url: pooled.href,
    version,
    command: (text) => execute(withDatabase(pooled.href, 'pgbouncer'), text),
    stop: async () => {
      child.kill('SIGINT');
      await exited;
      await rm(settings, { recursive: true });
    },
  };
}

const PROGRAM = 'pgbouncer';

function installedVersion(): string {
  const { stdout, error } = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  if (error) {
    throw new Error('PgBouncer is not installed: on Debian, run apt-get install pgbouncer');
  }
  return stdout.split('\n')[0] ?? '';
}

async function untilAnswered(url: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await execute(url, 'SELECT 1');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
