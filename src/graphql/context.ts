import type { FastifyBaseLogger } from 'fastify';
import { createRequestAudit, type RequestAudit } from '../access/request-audit.js';
import type { Viewer } from '../access/viewer.js';
import type { CancelOrder } from '../ingest/order-canceller.js';
import type { TrackOrder } from '../ingest/order-tracker.js';
import type { TransactionChanges } from '../orders/live/transaction-changes.js';
import type { TransactionRow } from '../store/read/index.js';
import { createFindChanged, type FindChanged } from './live/find-changed.js';
import { ListBudget } from './limits/list-budget.js';
import { createLoaders, type Loaders } from './loaders.js';
import type { OperationLog } from './operation-log.js';
import { createRequestReads, type ReadOptions, type RequestReads } from './request-reads.js';
import type { GraphSources, IngestWebhook } from './sources.js';

/** What resolvers receive; created for every request, so that no request sees what another has loaded. */
export interface RequestContext {
  /** On whose behalf the request reads and writes. */
  readonly viewer: Viewer;
  readonly reads: RequestReads;
  /** Replaced before each mutation field, see `renewLoaders`. */
  loaders: Loaders;
  readonly ingest: IngestWebhook;
  readonly trackOrder: TrackOrder;
  readonly cancelOrder: CancelOrder;
  readonly changes: TransactionChanges;
  /** Reads whether a watched transaction has changed. Not in the audit trail, so nothing of it may be returned. */
  readonly findTransaction: (id: string) => Promise<TransactionRow | null>;
  /** Reads which transactions of a watched person have changed, the same way. */
  readonly findChanged: FindChanged;
  /** Aborted when the caller has gone: nothing that has not begun is begun. */
  readonly caller: AbortSignal;
  readonly audit: RequestAudit;
  readonly listBudget: ListBudget;
  readonly operationLog: OperationLog;
  /** Writes the id of the request into every line. */
  readonly log: FastifyBaseLogger;
}

interface Request extends Pick<RequestContext, 'viewer' | 'caller' | 'operationLog' | 'log'> {
  readonly requestId: string;
  readonly readOptions?: ReadOptions;
}

/** For operations whose fields are not looked at beforehand. */
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
    findChanged: createFindChanged(fresh.mirror, viewer, caller),
    findTransaction: async (id) => {
      const [found] = await fresh.mirror.findTransactions(viewer, [id], 'FULL', caller);
      return found ?? null;
    },
    caller,
    audit,
    listBudget: new ListBudget(),
    operationLog,
    log,
  };
}
