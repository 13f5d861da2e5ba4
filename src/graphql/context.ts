import type { FastifyBaseLogger } from 'fastify';
import type { Viewer } from '../access/viewer.js';
import { createLoaders, type Loaders } from './loaders.js';
import type { GraphSources, IngestWebhook } from './sources.js';

/** What resolvers are given; made anew for every request, so that nothing loaded for one is seen by another. */
export interface RequestContext {
  /** Who asks; the loaders give out nothing else than what they may see. */
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  readonly ingest: IngestWebhook;
  /** Writes the id of the request into every line. */
  readonly log: FastifyBaseLogger;
}

export function createContext(
  sources: GraphSources,
  viewer: Viewer,
  log: FastifyBaseLogger,
): RequestContext {
  return { viewer, loaders: createLoaders(sources, viewer), ingest: sources.ingest, log };
}
