import type { FastifyBaseLogger } from 'fastify';
import { createRequestAudit, type RequestAudit } from '../access/request-audit.js';
import type { Viewer } from '../access/viewer.js';
import { ListBudget } from './limits/list-budget.js';
import { createLoaders, type Loaders } from './loaders.js';
import type { OperationLog } from './operation-log.js';
import { createRequestReads, type ReadOptions, type RequestReads } from './request-reads.js';
import type { GraphSources } from './sources.js';

/** The context of resolvers. Each request has its own, so that no request returns what another has loaded. */
export interface RequestContext extends Pick<
  GraphSources,
  'ingest' | 'trackOrder' | 'cancelOrder' | 'changes' | 'fresh'
> {
  /** The caller on whose behalf the request reads and writes. */
  readonly viewer: Viewer;
  readonly reads: RequestReads;
  /** Replaced before each mutation field, see `renewLoaders`. */
  loaders: Loaders;
  /** Aborted when the caller has disconnected: no further work is begun. */
  readonly caller: AbortSignal;
  readonly audit: RequestAudit;
  readonly listBudget: ListBudget;
  readonly operationLog: OperationLog;
  /** Adds the request's id to every line. */
  readonly log: FastifyBaseLogger;
}

interface Request extends Pick<RequestContext, 'viewer' | 'caller' | 'operationLog' | 'log'> {
  readonly requestId: string;
  readonly readOptions?: ReadOptions;
}

/** For operations whose fields are not analysed beforehand. */
const EVERYTHING: ReadOptions = { columns: 'FULL', fromPrimary: false };

export function createContext(
  sources: GraphSources,
  { viewer, caller, requestId, operationLog, log, readOptions = EVERYTHING }: Request,
): RequestContext {
  const audit = createRequestAudit(sources.audit, viewer, requestId);
  const reads = createRequestReads(sources, { viewer, caller, audit }, readOptions);
  const { ingest, trackOrder, cancelOrder, changes, fresh } = sources;
  return {
    viewer,
    reads,
    loaders: createLoaders(reads),
    ingest,
    trackOrder,
    cancelOrder,
    changes,
    fresh,
    caller,
    audit,
    listBudget: new ListBudget(),
    operationLog,
    log,
  };
}
