import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { UpstreamError } from '../junction/upstream-error.js';

/**
 * Creates the service's log: one line of JSON for each event, to standard output by default.
 *
 * @param level the lowest level that is written; `silent`: nothing.
 */
export function createLogger(level: Level | 'silent', destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: describeError }, mixin: currentTrace };
  return destination ? pino(options, destination) : pino(options);
}

/** Adds the ids of the current trace to a line, while traces are sent. */
function currentTrace(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { traceId: span.traceId } : {};
}

/** Errors whose message quotes the rejected value, which can be a patient's data. */
const QUOTING = new Set(['DatabaseError', 'QueryFailedError', 'GraphQLError', 'SyntaxError']);

/**
 * Formats an error for the log: its kind, code, position, its reason where Junction failed, and its message unless that
 * quotes values.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const type = error.constructor.name;
  return {
    type,
    ...('code' in error && { code: error.code }),
    ...(error instanceof UpstreamError && { reason: error.reason }),
    ...(!QUOTING.has(type) && { message: error.message }),
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
