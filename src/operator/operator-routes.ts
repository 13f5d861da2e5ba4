import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { AuditAction, AuditOutcome, AuditTrail } from '../access/audit-trail.js';
import { createRequestAudit, type RequestAudit } from '../access/request-audit.js';
import { OPERATOR, UNAUTHENTICATED_VIEWER } from '../access/viewer.js';
import { CannotOpenError } from '../database/sealer.js';
import { readJobRuns } from '../database/jobs/job-runs.js';
import { IngestRejectedError, IngestUnavailableError } from '../ingest/ingester.js';
import { readProgress } from '../sync/progress.js';
import type { RecentDeliveries } from '../webhooks/recent-deliveries.js';
import {
  retryQuarantined,
  type RetryOutcome,
  type RetryParts,
} from '../webhooks/retry-quarantined.js';
import {
  checkOperatorAccess,
  hasOperatorEndpoints,
  type OperatorAccess,
} from './operator-access.js';
import { withTransactions } from './with-transactions.js';

/** The largest number of quarantined messages in one response, oldest first. */
const MAX_MESSAGES = 200;

export interface OperatorOptions extends OperatorAccess, RetryParts {
  readonly deliveries: RecentDeliveries;
  readonly manager: EntityManager;
  /** The number of orders that differed from Junction at this process's last comparison; null: there was none. */
  readonly readDrift: () => number | null;
  readonly audit: AuditTrail;
}

type RetryRequest = FastifyRequest<{ Params: { id: string } }>;

/**
 * Serves the state of the service for operators as JSON: ids, reasons and times, never the content of a message. Every
 * call is recorded in the audit trail.
 */
export function registerOperatorRoutes(fastify: FastifyInstance, options: OperatorOptions): void {
  if (!hasOperatorEndpoints(options)) return;
  const { deliveries, quarantine, manager, audit, readDrift } = options;
  void fastify.register((scope, _options, done) => {
    scope.addHook('onRequest', async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const problem = checkOperatorAccess(options, request);
      if (problem === null) return;
      await createRequestAudit(audit, UNAUTHENTICATED_VIEWER, request.id).rejected([
        actionOf(request),
      ]);
      await reply.code(problem.status).send({ error: problem.error });
    });
    const read = <T>(request: FastifyRequest, answer: () => T | Promise<T>): Promise<T> =>
      auditOf(audit, request).recorded('READ_OPERATIONS', [], async () => answer());

    scope.get('/operator/deliveries', (request) =>
      read(request, async () => ({
        deliveries: await withTransactions(deliveries.list(), manager),
      })),
    );
    scope.get('/operator/quarantine', (request) =>
      read(request, async () => ({
        messages: await quarantine.list(MAX_MESSAGES),
        count: await quarantine.count(),
        pending: await quarantine.countPending(),
      })),
    );
    scope.get('/operator/sync', (request) =>
      read(request, async () => ({
        jobs: await readJobRuns(manager),
        reconciledUntil: (await readProgress(manager, 'RECONCILE'))?.reached ?? null,
        driftOrders: readDrift(),
      })),
    );
    scope.post('/operator/quarantine/:id/retry', (request: RetryRequest, reply) =>
      retry(request, reply, options),
    );
    done();
  });
}

async function retry(
  request: RetryRequest,
  reply: FastifyReply,
  options: OperatorOptions,
): Promise<FastifyReply> {
  const messageId = request.params.id;
  const { status, outcome, reason } = await auditOf(options.audit, request).recorded(
    'RETRY_QUARANTINED',
    [],
    () => attemptRetry(messageId, options),
    retryOutcome,
  );
  request.log.info({ messageId, outcome, reason }, 'retried a quarantined webhook');
  if (status === 503) void reply.header('retry-after', '5');
  return reply.code(status).send({ messageId, outcome, reason });
}

interface RetryAnswer {
  readonly status: 200 | 404 | 409 | 503;
  readonly outcome: string;
  readonly reason?: string;
}

async function attemptRetry(messageId: string, options: OperatorOptions): Promise<RetryAnswer> {
  try {
    return answerOf(await retryQuarantined(messageId, options));
  } catch (error) {
    if (error instanceof CannotOpenError)
      return { status: 409, outcome: 'SEALED', reason: 'NO_KEY' };
    if (error instanceof IngestRejectedError) return { status: 409, outcome: 'NOT_STORABLE' };
    if (error instanceof IngestUnavailableError) return { status: 503, outcome: 'UNAVAILABLE' };
    throw error;
  }
}

function answerOf(outcome: RetryOutcome): RetryAnswer {
  if (outcome === 'NOT_FOUND') return { status: 404, outcome };
  if (typeof outcome === 'string') return { status: 200, outcome };
  return { status: 409, outcome: 'UNREADABLE', reason: outcome.unreadable };
}

function actionOf({ method }: FastifyRequest): AuditAction {
  return method === 'POST' ? 'RETRY_QUARANTINED' : 'READ_OPERATIONS';
}

function auditOf(trail: AuditTrail, { id }: FastifyRequest): RequestAudit {
  return createRequestAudit(trail, OPERATOR, id);
}

function retryOutcome(settled: PromiseSettledResult<RetryAnswer>): AuditOutcome {
  if (settled.status === 'rejected') return 'FAILED';
  const { status } = settled.value;
  return status === 200 ? 'DONE' : status === 404 ? 'NOT_FOUND' : 'FAILED';
}
