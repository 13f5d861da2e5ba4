import { setTimeout } from 'node:timers/promises';
import { DatabaseStartError } from '../start-error.js';
import { openCluster, SUPERUSER, type Cluster, type ClusterOptions } from './cluster.js';
import { claimServer } from './ownership.js';
import { runningPort } from './postmaster.js';
import { startServer, stopServer } from './server.js';

/** Recovery after a crash takes the longest; Postgres answers well within a second otherwise. */
const TIME_LIMIT_MS = 60_000;
const PAUSE_MS = 100;

export interface EmbeddedPostgres {
  readonly url: string;
  /** Ends all sessions and the server; the data stays. */
  stop(): Promise<void>;
}

/**
 * Starts a real Postgres of our own on a folder, at a free port of 127.0.0.1. A server that a killed process left
 * behind is taken over.
 *
 * @throws DatabaseStartError when it cannot, or when another process uses the folder: whichever of the two ended first
 *   would take the database from the other.
 */
export async function startEmbeddedPostgres(options: ClusterOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options);
  return untilReady(cluster, async () => {
    const server = await findOrStart(cluster);
    if (server === 'TAKEN') {
      throw new DatabaseStartError(
        `Another running process uses the database in ${cluster.dataFolder}: stop it first, or set DATABASE_URL.`,
      );
    }
    return server;
  });
}

/**
 * The same for a command beside the service: it is a guest of a server that another process owns, and starts one only
 * when none runs.
 *
 * @throws DatabaseStartError
 */
export async function visitEmbeddedPostgres(options: ClusterOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options);
  return untilReady(cluster, async () => {
    const server = await findOrStart(cluster);
    if (server !== 'TAKEN') return server;
    const port = await runningPort(cluster.dataFolder);
    return port === null ? null : { url: urlOf(cluster, port), stop: () => Promise.resolve() };
  });
}

/** Asks until there is a server: one may just be starting or stopping. */
async function untilReady(
  cluster: Cluster,
  attempt: () => Promise<EmbeddedPostgres | null>,
): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + TIME_LIMIT_MS;
  while (Date.now() < deadline) {
    const postgres = await attempt();
    if (postgres) return postgres;
    await setTimeout(PAUSE_MS);
  }
  throw new DatabaseStartError(
    `The embedded Postgres has not answered for ${TIME_LIMIT_MS / 1000} s: ` +
      `see server.log in ${cluster.dataFolder}, or set DATABASE_URL.`,
  );
}

/** @returns null when time will tell: a server is just starting or stopping. */
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
  // Given up last: nobody may take over a server that is about to stop.
  await release();
}
