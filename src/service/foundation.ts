import type { Pool } from 'pg';
import { pino, type Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Config, JunctionConfig } from '../config.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { Replicas, type ReadDatabase } from '../database/replicas.js';
import { Sealer } from '../database/sealer.js';
import { createJunctionClient, type JunctionClient } from '../junction/client.js';
import { createUpstreamMetrics } from '../junction/metrics.js';
import { entities } from '../orders/entities.js';
import { sealingKeys } from '../results/sealing-keys.js';
import { createRegistry } from '../telemetry/metrics.js';

/** What every part of the service stands on. */
export interface Foundation {
  readonly config: Config;
  /** The Junction to call and to trust. */
  readonly junction: JunctionConfig;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly database: OpenDatabase;
  /** Where queries read: the replicas, or the database itself where there are none. */
  readonly reads: ReadDatabase;
  readonly client: JunctionClient;
  /** Null: nothing may be sealed, since there is no key. */
  readonly sealer: Sealer | null;
  /** What was started last ends first. */
  readonly onClose: OnClose;
}

export type OnClose = (closer: () => Promise<unknown>) => void;

export async function layFoundation(
  config: Config,
  junction: JunctionConfig,
  onClose: OnClose,
): Promise<Foundation> {
  const database = await openDatabase({ ...config, entities });
  onClose(database.close);
  const logger = pino({ level: config.logLevel });
  const reads = openReads(config, database.pool, logger, onClose);
  const registry = createRegistry();
  const client = createJunctionClient({ ...junction, onCall: createUpstreamMetrics(registry) });
  onClose(() => client.close());
  const keys = await sealingKeys(config.results);
  return {
    config,
    junction,
    logger,
    registry,
    database,
    reads,
    client,
    sealer: keys && new Sealer(keys),
    onClose,
  };
}

function openReads(
  { databaseReplicaUrls: urls, databaseDirectUrl }: Config,
  primary: Pool,
  logger: Logger,
  onClose: OnClose,
): ReadDatabase {
  if (urls.length === 0) return primary;
  const behindPooler = databaseDirectUrl !== null;
  const replicas = new Replicas({ urls, primary, logger, behindPooler });
  onClose(() => replicas.close());
  return replicas;
}
