import { setTimeout } from 'node:timers/promises';
import { EmbeddedPostgresError } from './error.js';
import { openCluster, SUPERUSER, type Cluster, type ClusterOptions } from './cluster.js';
import { ignoreLibpqVariables } from './libpq-variables.js';
import { claimServer } from './ownership.js';
import { runningPort } from './postmaster.js';
import { startServer, stopServer } from './server.js';

/** Recovery after a crash takes the longest. Otherwise, Postgres answers well within a second. */
const TIME_LIMIT_MS = 60_000;
const PAUSE_MS = 100;

export interface EmbeddedPostgres {
  readonly url: string;
  /** Closes all sessions and stops the server. The data remains. */
  stop(): Promise<void>;
}

/**
 * Starts a Postgres server on a folder, at a free port of 127.0.0.1. Adopts a server that a killed process left
 * running.
 *
 * @throws EmbeddedPostgresError when the server does not start, or when another process owns the folder: the first
 *   process to stop would stop the database of the other.
 */
export async function startEmbeddedPostgres(options: ClusterOptions): Promise<EmbeddedPostgres> {
  ignoreLibpqVariables();
  const cluster = await openCluster(options);
  return untilReady(cluster, async () => {
    const server = await findOrStart(cluster);
    if (server === 'TAKEN') {
      throw new EmbeddedPostgresError(
        `Another running process uses the database in ${cluster.dataFolder}: stop it first.`,
      );
    }
    return server;
  });
}

/**
 * Connects to the server that another process owns, and starts a server only when none runs. Commands use it to run
 * next to the owner. `stop` leaves another process's server running.
 *
 * @throws EmbeddedPostgresError
 */
export async function connectEmbeddedPostgres(options: ClusterOptions): Promise<EmbeddedPostgres> {
  ignoreLibpqVariables();
  const cluster = await openCluster(options);
  return untilReady(cluster, async () => {
    const server = await findOrStart(cluster);
    if (server !== 'TAKEN') return server;
    const port = await runningPort(cluster.dataFolder);
    return port === null ? null : { url: urlOf(cluster, port), stop: () => Promise.resolve() };
  });
}

/** Retries until a server is available: one may be starting or stopping. */
async function untilReady(
  cluster: Cluster,
  attempt: () => Promise<EmbeddedPostgres | null>,
): Promise<EmbeddedPostgres> {
  const deadline = performance.now() + TIME_LIMIT_MS;
  while (performance.now() < deadline) {
    const postgres = await attempt();
    if (postgres) return postgres;
    await setTimeout(PAUSE_MS);
  }
  throw new EmbeddedPostgresError(
    `The embedded Postgres has not answered for ${TIME_LIMIT_MS / 1000} s: ` +
      `see server.log in ${cluster.dataFolder}.`,
  );
}

/** @returns null while a server is starting or stopping. */
async function findOrStart(cluster: Cluster): Promise<EmbeddedPostgres | 'TAKEN' | null> {
  const port = (await runningPort(cluster.dataFolder)) ?? (await startServer(cluster));
  if (port === null) return null;
  const url = urlOf(cluster, port);
  const claim = await claimServer(url);
  switch (claim.outcome) {
    case 'OWNED':
      return { url, stop: () => stop(cluster, claim.release) };
    case 'TAKEN':
      return 'TAKEN';
    case 'NOT_READY':
      return null;
  }
}

function urlOf(cluster: Cluster, port: number): string {
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/postgres`;
}

async function stop(cluster: Cluster, release: () => Promise<void>): Promise<void> {
  await stopServer(cluster);
  // The claim is released last, so no other process adopts a server that is about to stop.
  await release();
}
