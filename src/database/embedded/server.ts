import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { DatabaseStartError } from '../start-error.js';
import { DATA_FOLDER, type Cluster } from './cluster.js';
import { disownDeadPostmaster, runningPort } from './postmaster.js';
import { run } from './run.js';

const LOG_FILE = 'server.log';

/**
 * Starts a server on the cluster and waits until it answers. It gets a session of its own, so that Ctrl-C in a terminal
 * reaches the service alone, which can finish its work before it stops its database.
 *
 * @returns its port, or that of a server which somebody else started at the same moment.
 */
export async function startServer(cluster: Cluster): Promise<number> {
  const { dataFolder } = cluster;
  await disownDeadPostmaster(dataFolder);
  await writeFile(path.join(dataFolder, LOG_FILE), '', { flag: 'r+' }).catch(() => undefined);
  const port = await freePort();
  try {
    await control(cluster, ['start', '--wait', `--log=${LOG_FILE}`, `--options=-p ${port}`]);
    return port;
  } catch (error) {
    const other = await runningPort(dataFolder);
    if (other !== null) return other;
    throw new DatabaseStartError(
      `The embedded Postgres did not start (${await lastComplaint(cluster)}): ` +
        `see ${path.join(dataFolder, LOG_FILE)}, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** Ends all sessions and the server; does nothing when it does not run. */
export async function stopServer(cluster: Cluster): Promise<void> {
  if ((await runningPort(cluster.dataFolder)) === null) return;
  await control(cluster, ['stop', '--wait', '--mode=fast']);
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

async function lastComplaint({ dataFolder }: Cluster): Promise<string> {
  const log = await readFile(path.join(dataFolder, LOG_FILE), 'utf8').catch(() => '');
  const complaints = log.split('\n').filter((line) => /FATAL|PANIC/.test(line));
  return complaints.at(-1)?.replace(/^.*?(?=FATAL|PANIC)/, '') ?? 'its log gives no reason';
}
