import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BaseLogger } from 'pino';
import type { ErrorCode } from './errors.js';
import type { Executor, GraphMetrics } from './metrics.js';

/** The log entry of an operation, without its text and variables, which can contain a patient's data. */
export interface OperationLog {
  /** Null until it is known. */
  kind: 'query' | 'mutation' | 'subscription' | null;
  /** The executor; null when the operation was not executed. */
  executor: Executor | null;
  /** The error codes of the response, each once. */
  readonly codes: Set<string>;
}

const logs = new WeakMap<FastifyRequest, OperationLog>();

/** Returns the log entry of a request; each request has one. */
export function operationLogOf(request: FastifyRequest): OperationLog {
  const operationLog = logs.get(request) ?? createOperationLog();
  logs.set(request, operationLog);
  return operationLog;
}

export function createOperationLog(): OperationLog {
  return { kind: null, executor: null, codes: new Set() };
}

/** Logs and counts an HTTP request after its response. */
export function logHttpOperation(
  request: FastifyRequest,
  { statusCode, elapsedTime }: FastifyReply,
  count: GraphMetrics['count'],
): void {
  const operationLog = operationLogOf(request);
  if (logged.has(operationLog)) return;
  // Apollo rejects a malformed request before it creates a context.
  if (statusCode >= 400 && operationLog.codes.size === 0) {
    operationLog.codes.add(codeOfStatus(statusCode));
  }
  logOperation(operationLog, elapsedTime, request.log, count);
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 503) return 'SERVICE_UNAVAILABLE';
  return status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT';
}

/** An event stream is logged when its subscription closes, and not again with its HTTP response. */
const logged = new WeakSet<OperationLog>();

/** Writes the one log line of an operation, and counts it. */
export function logOperation(
  operationLog: OperationLog,
  durationMs: number,
  log: Pick<BaseLogger, 'info'>,
  count: GraphMetrics['count'],
): void {
  logged.add(operationLog);
  const { kind, executor, codes } = operationLog;
  const operation = kind ?? 'unknown';
  log.info({ operation, codes: [...codes], durationMs: Math.round(durationMs) }, 'graphql');
  count({ operation, executor, codes: [...codes], durationMs });
}
