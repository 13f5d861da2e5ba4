import type { FastifyBaseLogger } from 'fastify';
import { createLoaders, type Loaders } from './loaders.js';
import type { GraphSources, IngestWebhook } from './sources.js';

/** What resolvers are given; made anew for every request, so that nothing loaded for one is seen by another. */
export interface RequestContext {
  readonly loaders: Loaders;
  readonly ingest: IngestWebhook;
  /** Writes the id of the request into every line. */
  readonly log: FastifyBaseLogger;
}

export function createContext(sources: GraphSources, log: FastifyBaseLogger): RequestContext {
  return { loaders: createLoaders(sources), ingest: sources.ingest, log };
}
