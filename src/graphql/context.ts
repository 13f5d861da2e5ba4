import type { FastifyBaseLogger } from 'fastify';
import { createRequestAudit, type RequestAudit } from '../access/request-audit.js';
import type { Viewer } from '../access/viewer.js';
import { auditedMirror, auditedResults } from './audited-sources.js';
import { createLoaders, type Loaders } from './loaders.js';
import type { Asked } from './mirror-loaders.js';
import type { TransactionChanges } from '../orders/live/transaction-changes.js';
import type { TrackOrder } from '../ingest/order-tracker.js';
import type { TransactionRow } from '../store/read/read-model.js';
import type { OperationNote } from './operation-note.js';
import type { PdfLinks } from '../results/pdf/pdf-links.js';
import type { GraphSources, IngestWebhook, Reads } from './sources.js';

/** What resolvers are given; made anew for every request, so that nothing loaded for one is seen by another. */
export interface RequestContext {
  /** Who asks; the loaders give out nothing else than what they may see. */
  readonly viewer: Viewer;
  /** What the loaders read rows for: for any field, until somebody says otherwise. */
  readonly asked: Asked;
  loaders: Loaders;
  /** Loaders that hold nothing, to be taken in their place. */
  readonly emptyLoaders: () => Loaders;
  /** Loaders that know what was just written, for whoever writes to take likewise. */
  readonly freshLoaders: () => Loaders;
  readonly pdfLinks: PdfLinks;
  readonly ingest: IngestWebhook;
  readonly trackOrder: TrackOrder;
  readonly changes: TransactionChanges;
  /** Looks whether a watched transaction has changed; never for what is handed out, which the audit trail must know. */
  readonly findTransaction: (id: string) => Promise<TransactionRow | null>;
  readonly audit: RequestAudit;
  readonly note: OperationNote;
  /** Writes the id of the request into every line. */
  readonly log: FastifyBaseLogger;
}

interface Request {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly note: OperationNote;
  readonly log: FastifyBaseLogger;
}

export function createContext(
  sources: GraphSources,
  { viewer, requestId, note, log }: Request,
): RequestContext {
  const audit = createRequestAudit(sources.audit, viewer, requestId);
  const asked: Asked = { fields: null };
  const loadersOf = ({ mirror, results }: Reads) =>
    createLoaders(
      { mirror: auditedMirror(mirror, audit), results: auditedResults(results, audit) },
      viewer,
      asked,
    );
  const { pdfLinks, ingest, trackOrder, changes, fresh } = sources;
  return {
    viewer,
    asked,
    loaders: loadersOf(sources),
    emptyLoaders: () => loadersOf(sources),
    freshLoaders: () => loadersOf(fresh),
    pdfLinks,
    ingest,
    trackOrder,
    changes,
    findTransaction: async (id) => (await fresh.mirror.findTransactions(viewer, [id]))[0] ?? null,
    audit,
    note,
    log,
  };
}
