import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

/** All that leaves the process of what libraries tell: no statement, address of a client, header or query of a URL. */
const TOLD: ReadonlySet<string> = new Set([
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
  // Our own paths may hold a link to a PDF, and are told by their route.
  'upstream.path',
  'error.type',
]);

/**
 * Sends spans without what may tell of a patient: attributes that are not known here, the messages of errors, and
 * events, which quote them.
 */
export class DiscreetExporter implements SpanExporter {
  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.exporter.export(spans.map(discreet), done);
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}

function discreet(span: ReadableSpan): ReadableSpan {
  // What is not named here is read from the span itself.
  return Object.create(span, {
    attributes: { value: told(span.attributes) },
    events: { value: [] },
    links: { value: [] },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;
}

function told(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => TOLD.has(name)));
}
