import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { RouteHandlerMethod } from 'fastify';
import { operationLogOf } from './operation-log.js';

const tracer = trace.getTracer('order-transactions');

/**
 * Handles each operation in its own span, the parent of the spans of statements and calls to Junction. There is one
 * span for all fields: a span for each would take longer than most fields do.
 */
export function inOperationSpan(handler: RouteHandlerMethod): RouteHandlerMethod {
  return function (request, reply) {
    return tracer.startActiveSpan('graphql', async (span) => {
      try {
        return await handler.call(this, request, reply);
      } finally {
        const { kind, codes } = operationLogOf(request);
        span.updateName(`graphql ${kind ?? 'unknown'}`);
        span.setAttribute('graphql.operation.type', kind ?? 'unknown');
        span.setAttribute('graphql.error.codes', [...codes]);
        if (codes.size > 0) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      }
    });
  };
}
