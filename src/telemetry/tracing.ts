import type { TextMapPropagator } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { RedactingExporter } from './redacting-exporter.js';

/** An unreachable collector must not delay the exit for longer. */
const FLUSH_TIMEOUT_MS = 3_000;
const NOT_TRACED = /^\/(health|metrics)\b/;

export interface TracingOptions {
  /**
   * Whether a caller's trace context is continued: only with the router's secret. Null: no secret is configured, so all
   * callers.
   */
  readonly isRouter: ((routerAuthorization: unknown) => boolean) | null;
}

/**
 * Sends traces of requests, statements and calls to Junction over OTLP/HTTP. Must be called before the traced modules
 * are imported. OpenTelemetry reads endpoint, headers, sampling, batches and the service's name from its own variables
 * (`OTEL_…`).
 *
 * @returns a function that sends the remaining spans and stops
 */
export function startTracing({ isRouter }: TracingOptions): () => Promise<void> {
  const processor = new BatchSpanProcessor(new RedactingExporter(new OTLPTraceExporter()));
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'order-transactions' }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({ propagator: contextOfRouter(isRouter) });
  // Each begins when it is made.
  new HttpInstrumentation({
    disableOutgoingRequestInstrumentation: true,
    ignoreIncomingRequestHook: ({ url = '' }) => NOT_TRACED.test(url),
  });
  new PgInstrumentation({
    requireParentSpan: true,
    requestHook: (span, { query }) => span.updateName(nameOf(query)),
  });
  new UndiciInstrumentation({
    requireParentforSpans: true,
    requestHook: (span, { path }) => span.setAttribute('upstream.path', path.replace(/\?.*/s, '')),
  });
  return async () => {
    const late = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_TIMEOUT_MS).unref());
    await Promise.race([provider.shutdown().catch(() => undefined), late]);
  };
}

/**
 * Continues the router's W3C context, and sends none to Junction, which is not part of the company's traces. Baggage,
 * which may contain any data, is not read.
 */
function contextOfRouter(isRouter: TracingOptions['isRouter']): TextMapPropagator {
  const w3c = new W3CTraceContextPropagator();
  return {
    extract: (context, carrier, getter) =>
      isRouter === null || isRouter(getter.get(carrier, 'router-authorization'))
        ? w3c.extract(context, carrier, getter)
        : context,
    inject: () => undefined,
    fields: () => [],
  };
}

/** The first word of the name of a prepared statement, else of the statement itself. */
function nameOf({ name, text }: { readonly name?: string; readonly text: string }): string {
  return `pg ${name?.split(' ')[0] ?? /^\w+/.exec(text.trim())?.[0].toUpperCase() ?? 'statement'}`;
}
