import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config, JunctionConfig } from '../config/config.js';
import { createInfrastructure, type Infrastructure, type OnClose } from './infrastructure.js';
import { startHttp } from './http.js';
import { startIngestion } from './ingestion.js';
import { startJobs } from './jobs.js';
import { startResults } from './results.js';

/** The running service. */
export interface Service {
  /** The address of the service, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Of Postgres itself. */
  readonly databaseUrl: string;
  /**
   * Reports that the service is not ready, and continues for the grace period of load balancers. Then it rejects new
   * requests, finishes those in flight, and closes everything.
   */
  readonly close: () => Promise<void>;
}

export interface ServiceOptions {
  readonly config: Config;
  /** The Junction to call and trust; the sandbox's where none is configured. */
  readonly junction: JunctionConfig;
  /** The operations that the explorer shows; Apollo Sandbox shows the first. */
  readonly operations: readonly string[];
  readonly logger: Logger;
}

/**
 * Starts all modules. When one cannot start, the modules before it are stopped again.
 *
 * @throws DatabaseStartError, or the error of a port that cannot be opened
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const stopping = new AbortController();
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const close = async () => {
    stopping.abort();
    await pause(options.config.shutdownGraceMs);
    await closeAll();
  };
  try {
    const onClose: OnClose = (closer) => closers.push(closer);
    const addresses = await assemble(options, { stopping: stopping.signal, onClose });
    return { ...addresses, close };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function assemble(
  { config, junction, operations, logger }: ServiceOptions,
  lifetime: Pick<Infrastructure, 'stopping' | 'onClose'>,
): Promise<Pick<Service, 'url' | 'databaseUrl'>> {
  const infrastructure = await createInfrastructure(config, junction, { ...lifetime, logger });
  const results = startResults(infrastructure);
  const ingestion = startIngestion(infrastructure, results);
  const jobs = startJobs(infrastructure, ingestion);
  const url = await startHttp(infrastructure, { results, ingestion, jobs, operations });
  return { url, databaseUrl: infrastructure.database.url };
}
