import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/** The attributes of libraries' spans that leave the process: no SQL, client address, header or query string. */
const EXPORTED_ATTRIBUTES: ReadonlySet<string> = new Set([
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'request.id',
  'graphql.operation.type',
  'graphql.error.codes',
  'webhook.message.id',
  'webhook.outcome',
  'db.system.name',
  'server.address',
  'server.port',
  // Paths of this service can contain a link to a PDF, so their route is exported instead.
  'upstream.path',
  'error.type',
]);

/**
 * Exports spans without data of patients: only the attributes above, no error messages, and no events, which quote them.
 */
export class RedactingExporter implements SpanExporter {
  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.exporter.export(spans.map(redacted), done);
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}

function redacted(span: ReadableSpan): ReadableSpan {
  // Other properties are read from the span itself.
  return Object.create(span, {
    attributes: { value: allowed(span.attributes) },
    events: { value: [] },
    links: { value: [] },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;
}

function allowed(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => EXPORTED_ATTRIBUTES.has(name)),
  );
}
