import type { AuditTrail } from '../access/audit-trail.js';
import type { DocumentLinks } from '../documents/document-links.js';
import type { MissingDocuments } from '../documents/missing-documents.js';
import type { TransactionChanges } from '../orders/live/transaction-changes.js';
import type { CancelOrder } from '../ingest/order-canceller.js';
import type { TrackOrder } from '../ingest/order-tracker.js';
import type { CollectionSites } from '../collection-sites/sites-source.js';
import type { MirrorReads } from '../store/read/index.js';
import type { ResultsSource } from '../results/results-source.js';
import type { Receive } from '../webhooks/receiver.js';

/** The sources of reads. */
export interface Reads {
  readonly mirror: MirrorReads;
  readonly results: Pick<ResultsSource, 'find'>;
}

/**
 * The data sources of the graph, shared by all requests. Queries may read from a replica, which lags a little behind.
 */
export interface GraphSources extends Reads {
  /** Reads from the primary database, for mutations and subscriptions, which read their own writes. */
  readonly fresh: Reads;
  /** Read from Junction on request; never stored. */
  readonly collectionSites: Pick<CollectionSites, 'find'>;
  /** Links to documents, and which documents Junction does not have. */
  readonly labDocuments: {
    readonly links: DocumentLinks;
    readonly missing: Pick<MissingDocuments, 'find'>;
  };
  /** Ingests one webhook the same way as the HTTP route. */
  readonly ingest: Receive;
  readonly trackOrder: TrackOrder;
  readonly cancelOrder: CancelOrder;
  readonly changes: TransactionChanges;
  readonly audit: AuditTrail;
}
