import type { Config, JunctionConfig } from '../config.js';
import { layFoundation, type OnClose } from './foundation.js';
import { startHttp } from './http.js';
import { startIngestion } from './ingestion.js';
import { startJobs } from './jobs.js';
import { startResults } from './results.js';

/** The running service. */
export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops accepting, finishes what is in flight, then lets go of everything. */
  readonly close: () => Promise<void>;
}

export interface ServiceOptions {
  readonly config: Config;
  /** The Junction to call and to trust; the sandbox's when none is configured. */
  readonly junction: JunctionConfig;
  /** The operation that the landing page opens with. */
  readonly firstOperation: string;
}

/**
 * Puts the rooms together and starts them. When one cannot start, those before it are stopped again.
 *
 * @throws DatabaseStartError, or the error of a port that cannot be had
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const url = await assemble(options, (closer) => closers.push(closer));
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(
  { config, junction, firstOperation }: ServiceOptions,
  onClose: OnClose,
): Promise<string> {
  const foundation = await layFoundation(config, junction, onClose);
  const results = startResults(foundation);
  const ingestion = startIngestion(foundation, results);
  startJobs(foundation, ingestion);
  return startHttp(foundation, results, ingestion, firstOperation);
}
