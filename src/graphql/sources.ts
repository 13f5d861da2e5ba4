import type { FastifyBaseLogger } from 'fastify';
import type { AuditTrail } from '../access/audit-trail.js';
import type { DocumentLinks } from '../documents/document-links.js';
import type { MissingDocuments } from '../documents/missing-documents.js';
import type { TransactionChanges } from '../orders/live/transaction-changes.js';
import type { CancelOrder } from '../ingest/order-canceller.js';
import type { TrackOrder } from '../ingest/order-tracker.js';
import type { CollectionSitesSource } from '../collection-sites/sites-source.js';
import type { MirrorReads } from '../store/read/index.js';
import type { ResultsSource } from '../results/results-source.js';
import type { WebhookOutcome } from './generated/schema-types.js';

/** Where answers are read. */
export interface Reads {
  readonly mirror: MirrorReads;
  readonly results: ResultsSource;
}

/** What the graph is built upon; the same for all requests. Queries may read a replica, which is a little behind. */
export interface GraphSources extends Reads {
  /** The primary database, for mutations and subscriptions, which read their own writes. */
  readonly fresh: Reads;
  /** Read through from Junction; stored nowhere. */
  readonly collectionSites: CollectionSitesSource;
  readonly labDocuments: DocumentSource;
  readonly ingest: IngestWebhook;
  readonly trackOrder: TrackOrder;
  readonly cancelOrder: CancelOrder;
  readonly changes: TransactionChanges;
  readonly audit: AuditTrail;
}

/** Links to documents, and which documents Junction does not have. */
export interface DocumentSource {
  readonly links: DocumentLinks;
  readonly missing: Pick<MissingDocuments, 'find'>;
}

/** Takes in one webhook by the same path as the HTTP route; it never throws for what the caller sent. */
export type IngestWebhook = (
  delivery: WebhookDelivery,
  log: FastifyBaseLogger,
  caller: AbortSignal,
) => Promise<WebhookReception>;

export interface WebhookDelivery {
  readonly messageId: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
}

export type WebhookReception =
  | { readonly kind: 'ACCEPTED'; readonly outcome: WebhookOutcome }
  | { readonly kind: 'UNAUTHENTICATED' }
  | { readonly kind: 'TOO_LARGE' }
  | { readonly kind: 'UNAVAILABLE' };
