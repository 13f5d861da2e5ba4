import type { FastifyInstance } from 'fastify';
import type { AuditTrail } from '../access/audit-trail.js';
import { createRequestAudit } from '../access/request-audit.js';
import { UNAUTHENTICATED_VIEWER } from '../access/viewer.js';
import { isTransient } from '../database/transient-error.js';
import { callerSignal } from '../http/caller-signal.js';
import type { JunctionClient } from '../junction/client.js';
import { UpstreamError, type UpstreamErrorCode } from '../junction/upstream-error.js';
import type { MirrorReads } from '../store/read/index.js';
import { DOCUMENTS } from './document-kinds.js';
import { DOCUMENT_PATH, type DocumentLinks, type DocumentPermission } from './document-links.js';
import type { MissingDocuments } from './missing-documents.js';
import { OpeningLimit } from './opening-limit.js';

export interface DocumentRouteOptions {
  readonly links: DocumentLinks;
  readonly missing: MissingDocuments;
  /** Reads from the primary. */
  readonly mirror: Pick<MirrorReads, 'findOrders' | 'findTransactions'>;
  readonly junction: Pick<JunctionClient, 'document'>;
  readonly audit: AuditTrail;
}

const STATUS: Readonly<Record<UpstreamErrorCode, number>> = {
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_REJECTED: 502,
};

/** `GET /results/pdf/…`: streams Junction's PDF to the holder of a link. Neither this service nor caches store it. */
export function registerDocumentRoute(
  fastify: FastifyInstance,
  { links, missing, mirror, junction, audit }: DocumentRouteOptions,
): void {
  const limit = new OpeningLimit();

  /** Closes the document unread when the audit trail could not record the read. */
  async function openRecorded(
    { kind, id, viewer, userId }: DocumentPermission,
    request: { readonly id: string; readonly caller: AbortSignal },
  ) {
    const opening = openOrRecordMissing(kind, id, request.caller);
    return createRequestAudit(audit, { name: viewer, userId }, request.id)
      .recorded(DOCUMENTS[kind].action, [id], () => opening)
      .catch(async (error: unknown) => {
        (await opening)?.destroy();
        throw error;
      });
  }

  async function openOrRecordMissing(
    kind: DocumentPermission['kind'],
    id: string,
    caller: AbortSignal,
  ) {
    // An event that arrives during the call belongs to the next version.
    const version = await missing.versionOf(kind, id);
    const document = await junction.document(kind, id, caller);
    if (document === null && version !== null) await missing.record(kind, id, version);
    return document;
  }

  fastify.route<{ Params: { '*': string } }>({
    method: 'GET',
    url: `${DOCUMENT_PATH}/*`,
    exposeHeadRoute: false,
    // The response does not contain the reason; the graph reports it to callers who may request links.
    errorHandler: (error, request, reply) => {
      const status = statusOf(error);
      if (status === 500) request.log.error({ err: error }, 'a document failed');
      void reply.code(status).send();
    },
    handler: async (request, reply) => {
      void reply
        .header('cache-control', 'private, no-store')
        .header('referrer-policy', 'no-referrer');
      const ticket = request.params['*'];
      const permission = links.read(ticket, Date.now());
      if (permission === null) return reply.code(403).send();
      const close = limit.open(ticket);
      if (close === null) return reply.code(429).send();
      reply.raw.once('close', close);
      if (!(await mayRead(mirror, permission))) {
        const { viewer, userId, kind } = permission;
        await createRequestAudit(audit, { name: viewer, userId }, request.id).rejected([
          DOCUMENTS[kind].action,
        ]);
        return reply.code(403).send();
      }
      const pdf = await openRecorded(permission, {
        id: request.id,
        caller: callerSignal(reply.raw),
      });
      if (pdf === null) return reply.code(404).send();
      const { fileName } = DOCUMENTS[permission.kind];
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${fileName}"`)
        .header('x-content-type-options', 'nosniff')
        .send(pdf);
    },
  });
}

/**
 * Whether the viewer that requested a link may still read its document: the order may belong to another person now, or
 * be erased.
 */
async function mayRead(
  mirror: DocumentRouteOptions['mirror'],
  { kind, id, viewer: name, userId, seesAll }: DocumentPermission,
): Promise<boolean> {
  const viewer = { ...UNAUTHENTICATED_VIEWER, name, userId, seesAll };
  if (DOCUMENTS[kind].subject === 'ORDER') {
    const [order] = await mirror.findOrders(viewer, [id], 'SUMMARY');
    return order != null;
  }
  const [transaction] = await mirror.findTransactions(viewer, [id], 'SUMMARY');
  return transaction?.members?.areComplete === true;
}

function statusOf(error: unknown): number {
  if (error instanceof UpstreamError) return STATUS[error.code];
  return isTransient(error) ? 503 : 500;
}
