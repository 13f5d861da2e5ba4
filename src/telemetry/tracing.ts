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

/** The collector may be away; its absence holds up no end. */
const FLUSH_TIMEOUT_MS = 3_000;
const NOT_TRACED = /^\/(health|metrics)\b/;

export interface TracingOptions {
  /** Callers whose trace context is continued: the ones that send the router's secret. Null: no secret is set, so all callers. */
  readonly isRouter: ((routerAuthorization: unknown) => boolean) | null;
}

/**
 * Sends traces of requests, statements and calls of Junction over OTLP/HTTP. To be called before the modules are loaded
 * that are traced. Endpoint, headers, sampling, batches and the service's name are read by OpenTelemetry from its own
 * variables (`OTEL_…`).
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
 * Takes the router's W3C context over, and hands none on: Junction is no part of the company's traces. Baggage, which
 * may hold anything, is not read.
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

/** The first word of the name that a statement was prepared by, else of itself. */
function nameOf({ name, text }: { readonly name?: string; readonly text: string }): string {
  return `pg ${name?.split(' ')[0] ?? /^\w+/.exec(text.trim())?.[0].toUpperCase() ?? 'statement'}`;
}
