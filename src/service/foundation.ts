import { pino, type Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Config, JunctionConfig } from '../config.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
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
  const registry = createRegistry();
  const client = createJunctionClient({ ...junction, onCall: createUpstreamMetrics(registry) });
  onClose(() => client.close());
  const keys = await sealingKeys(config.results);
  return {
    config,
    junction,
    logger: pino({ level: config.logLevel }),
    registry,
    database,
    client,
    sealer: keys && new Sealer(keys),
    onClose,
  };
}
