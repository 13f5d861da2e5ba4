import { setTimeout } from 'node:timers/promises';
import { DatabaseStartError, reasonOf } from '../start-error.js';
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
  const deadline = Date.now() + TIME_LIMIT_MS;
  for (;;) {
    const port = (await runningPort(cluster.dataFolder)) ?? (await startServer(cluster));
    const url = `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/postgres`;
    const claim = await claimServer(url);
    if (claim.outcome === 'OWNED') return { url, stop: () => stop(cluster, claim.release) };
    if (claim.outcome === 'TAKEN') {
      throw new DatabaseStartError(
        `Another running process uses the database in ${options.folder}: stop it first, or set DATABASE_URL.`,
      );
    }
    if (Date.now() > deadline) {
      throw new DatabaseStartError(
        `The embedded Postgres does not answer (${reasonOf(claim.error)}): see server.log in ${cluster.dataFolder}.`,
      );
    }
    await setTimeout(PAUSE_MS);
  }
}

async function stop(cluster: Cluster, release: () => Promise<void>): Promise<void> {
  // The claim is given up last: nobody may take over a server that is about to stop.
  await stopServer(cluster);
  await release();
}
