import type { FastifyInstance } from 'fastify';
import type { AuditTrail } from '../../access/audit-trail.js';
import { createRequestAudit } from '../../access/request-audit.js';
import { isTransient } from '../../database/transient-error.js';
import { callerSignal } from '../../http/caller-signal.js';
import type { JunctionClient } from '../../junction/client.js';
import { UpstreamError, type UpstreamErrorCode } from '../../junction/upstream-error.js';
import { OpeningLimit } from './opening-limit.js';
import { PDF_PATH, type PdfLinks, type PdfPermission } from './pdf-links.js';

export interface PdfRouteOptions {
  readonly links: PdfLinks;
  readonly junction: Pick<JunctionClient, 'transactionResultsPdf'>;
  readonly audit: AuditTrail;
}

const STATUS: Readonly<Record<UpstreamErrorCode, number>> = {
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_REJECTED: 502,
};

/** `GET /results/pdf/…`: streams Junction's PDF to the holder of a link. It is stored neither here nor by caches. */
export function registerPdfRoute(
  fastify: FastifyInstance,
  { links, junction, audit }: PdfRouteOptions,
): void {
  const openings = new OpeningLimit();

  /** Closes the document unread when the audit trail could not record it. */
  async function openNoted(
    { transactionId, viewer, userId }: PdfPermission,
    { id, caller }: { readonly id: string; readonly caller: AbortSignal },
  ) {
    const opening = junction.transactionResultsPdf(transactionId, caller);
    return createRequestAudit(audit, { name: viewer, userId }, id)
      .recorded('READ_RESULTS_PDF', [transactionId], () => opening)
      .catch(async (error: unknown) => {
        (await opening)?.destroy();
        throw error;
      });
  }

  fastify.route<{ Params: { '*': string } }>({
    method: 'GET',
    url: `${PDF_PATH}/*`,
    exposeHeadRoute: false,
    // A rejection gives no reason: the graph does, to callers who may request links.
    errorHandler: (error, request, reply) => {
      const status = statusOf(error);
      if (status === 500) request.log.error({ err: error }, 'a PDF of results failed');
      void reply.code(status).send();
    },
    handler: async (request, reply) => {
      void reply
        .header('cache-control', 'private, no-store')
        .header('referrer-policy', 'no-referrer');
      const permission = links.read(request.params['*'], Date.now());
      if (permission === null) return reply.code(403).send();
      if (!openings.allows(request.params['*'])) return reply.code(429).send();
      const pdf = await openNoted(permission, {
        id: request.id,
        caller: callerSignal(reply.raw),
      });
      if (pdf === null) return reply.code(404).send();
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="lab-results.pdf"')
        .header('x-content-type-options', 'nosniff')
        .send(pdf);
    },
  });
}

function statusOf(error: unknown): number {
  if (error instanceof UpstreamError) return STATUS[error.code];
  return isTransient(error) ? 503 : 500;
}
