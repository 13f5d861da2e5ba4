import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { EmbeddedPostgresError } from './error.js';
import { DATA_FOLDER, type Cluster } from './cluster.js';
import { disownDeadPostmaster, runningPort } from './postmaster.js';
import { run } from './run.js';

const LOG_FILE = 'server.log';
/** Another process is starting a server, or sessions of a killed server have not exited yet. */
const PASSING = /lock file .* already exists|shared memory block .* still in use/;

/**
 * Starts a server on the cluster and waits until it answers. The server has its own process session, so Ctrl-C in a
 * terminal reaches only the service, which can finish its work before it stops its database.
 *
 * @returns its port, or null when it did not start for a temporary reason.
 */
export async function startServer(cluster: Cluster): Promise<number | null> {
  const { dataFolder } = cluster;
  await disownDeadPostmaster(dataFolder);
  const logged = (await readLog(cluster)).length;
  const port = await freePort();
  try {
    await control(cluster, ['start', '--wait', `--log=${LOG_FILE}`, `--options=-p ${port}`]);
    return port;
  } catch (error) {
    const log = (await readLog(cluster)).slice(logged);
    if (PASSING.test(log)) return null;
    throw new EmbeddedPostgresError(
      `The embedded Postgres did not start (${lastFailure(log)}): ` +
        `see ${path.join(dataFolder, LOG_FILE)}.`,
      { cause: error },
    );
  }
}

/** Closes all sessions and stops the server. Does nothing when the server does not run. */
export async function stopServer(cluster: Cluster): Promise<void> {
  if ((await runningPort(cluster.dataFolder)) === null) return;
  try {
    await control(cluster, ['stop', '--wait', '--mode=fast']);
  } catch (error) {
    // The process exited in the meantime, which is the intended result.
    if ((await runningPort(cluster.dataFolder)) !== null) throw error;
  }
}

async function control(cluster: Cluster, command: string[]): Promise<void> {
  const { programs, account, dataFolder } = cluster;
  await run(path.join(programs, 'pg_ctl'), [...command, `--pgdata=${DATA_FOLDER}`], {
    account,
    workingFolder: dataFolder,
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function readLog({ dataFolder }: Cluster): Promise<string> {
  return readFile(path.join(dataFolder, LOG_FILE), 'utf8').catch(() => '');
}

function lastFailure(log: string): string {
  const failures = log.split('\n').filter((line) => /FATAL|PANIC/.test(line));
  return failures.at(-1)?.replace(/^.*?(?=FATAL|PANIC)/, '') ?? 'its log gives no reason';
}
