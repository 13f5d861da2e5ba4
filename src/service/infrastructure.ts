import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Config, JunctionConfig } from '../config/config.js';
import { createDatabaseMetrics } from '../database/metrics.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { BoundedReads } from '../database/bounded-reads.js';
import { Replicas } from '../database/replicas.js';
import { Sealer } from '../database/sealer.js';
import {
  createJunctionClient,
  type JunctionClient,
  type JunctionObserver,
} from '../junction/client.js';
import { createUpstreamMetrics, type Caller } from '../junction/metrics.js';
import { entities } from './entities.js';
import { sealingKeys } from '../results/sealing-keys.js';
import { createRegistry } from '../telemetry/metrics.js';

/** The shared parts of the service: configuration, database, Junction, metrics, log. */
export interface Infrastructure {
  readonly config: Config;
  /** The Junction to call and whose webhooks are accepted. */
  readonly junction: JunctionConfig;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly database: OpenDatabase;
  /** Reads of the primary database. */
  readonly primaryReads: BoundedReads;
  /** The database of queries: the replicas, or the primary where there are none. */
  readonly reads: BoundedReads;
  readonly client: JunctionClient;
  /** Creates the callbacks that count the calls of another client of Junction. */
  readonly upstream: (caller: Caller) => JunctionObserver;
  /** Null where no encryption key is configured. */
  readonly sealer: Sealer | null;
  /** Aborted when the service begins to stop: it is no longer ready, and soon rejects new requests. */
  readonly stopping: AbortSignal;
  /** Registers a closer. Closers run in reverse order. */
  readonly onClose: OnClose;
}

export type OnClose = (closer: () => Promise<unknown>) => void;

export async function createInfrastructure(
  config: Config,
  junction: JunctionConfig,
  { logger, stopping, onClose }: Pick<Infrastructure, 'logger' | 'stopping' | 'onClose'>,
): Promise<Infrastructure> {
  const database = await openDatabase({ ...config, entities });
  onClose(database.close);
  const primaryReads = new BoundedReads(database.pool);
  const replicas = openReplicas(config, database.pool, logger, onClose);
  const reads = replicas ? new BoundedReads(replicas) : primaryReads;
  const registry = createRegistry();
  createDatabaseMetrics(registry, database.pool, { primaryReads, reads, replicas });
  const upstream = createUpstreamMetrics(registry);
  const client = createJunctionClient({ ...junction, ...upstream('request') });
  onClose(() => client.close());
  const keys = await sealingKeys(config.results);
  return {
    config,
    junction,
    logger,
    registry,
    database,
    primaryReads,
    reads,
    client,
    upstream,
    sealer: keys && new Sealer(keys),
    stopping,
    onClose,
  };
}

function openReplicas(
  { databaseReplicaUrls: urls, databaseDirectUrl }: Config,
  primary: Pool,
  logger: Logger,
  onClose: OnClose,
): Replicas | null {
  if (urls.length === 0) return null;
  const behindPooler = databaseDirectUrl !== null;
  const replicas = new Replicas({ urls, primary, logger, behindPooler });
  onClose(() => replicas.close());
  return replicas;
}
