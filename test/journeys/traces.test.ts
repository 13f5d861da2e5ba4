import { post, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { withFreshIds } from '../support/messages.js';
import { startTraceCollector, type CollectedSpan } from '../support/trace-collector.js';
import { json } from '../junction/upstream-server.js';
import { useUpstream } from '../junction/use-junction.js';
import { useService } from '../support/use-service.js';
import { useResource } from '../support/use-resource.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const STRANGERS_TRACE_ID = '1af7651916cd43dd8448eb211c80319c';
const GATEWAYS_SPAN_ID = 'b7ad6b7169203331';
const ROUTER_SECRET = 'the secret of the router';
/** Part of all personal data, and of the text of the query. */
const MARK = 'canary7f3a';

const collector = useResource(startTraceCollector, (it) => it.close());
const junction = useUpstream();
const service = useService(() => ({
  JUNCTION_BASE_URL: junction.baseUrl,
  ROUTER_SECRET,
  LOG_LEVEL: 'info',
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_BSP_SCHEDULE_DELAY: '50',
}));
let orderId: string;

beforeAll(async () => {
  junction.answerWith(
    json(200, {
      metadata: { status: 'final', patient: MARK },
      results: [{ name: MARK, slug: 'glucose', type: 'numeric', result: '82', value: 82 }],
    }),
  );
  await sendAndAsk();
});

/** Sends a webhook with a foreign trace, then a query with the gateway's trace. */
async function sendAndAsk(): Promise<void> {
  const [webhook] = withFreshIds(journeyNamed('a01-walkin-initial-completed').webhooks);
  const body = JSON.stringify(webhook).replace(/"first_name":"[^"]*"/, `"first_name":"${MARK}"`);
  expect(body).toContain(MARK);
  orderId = (JSON.parse(body) as { data: { id: string } }).data.id;
  expect((await post(service.url, signedDelivery(body))).status).toBe(200);
  await fetch(`${service.url}/health/ready?${MARK}`, {
    headers: { traceparent: of(STRANGERS_TRACE_ID) },
  });
  await fetch(`${service.url}/webhooks/junction?${MARK}`, {
    method: 'POST',
    headers: { traceparent: of(STRANGERS_TRACE_ID), 'user-agent': MARK },
  });

  const answer = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'router-authorization': ROUTER_SECRET,
      traceparent: of(TRACE_ID),
      baggage: `patient=${MARK}`,
    },
    body: JSON.stringify({
      query: `query ${MARK}($id: ID!) { order(id: $id) { status results { biomarkers { name } } } }`,
      variables: { id: orderId },
    }),
  });
  expect(await answer.text()).toContain(MARK);
}

function of(traceId: string): string {
  return `00-${traceId}-${GATEWAYS_SPAN_ID}-01`;
}

/** The spans of the gateway's trace, once the span that ends last has arrived. */
async function gatewaysTrace(): Promise<CollectedSpan[]> {
  for (;;) {
    const spans = collector.spans.filter(({ traceId }) => traceId === TRACE_ID);
    if (spans.some(({ name }) => name === 'POST /graphql')) return spans;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the trace of a query', () => {
  it('continues the gateway’s, and contains HTTP, GraphQL, statements and the call of Junction', async () => {
    const spans = await gatewaysTrace();
    const named = (name: string) => spans.find((span) => span.name === name);
    const [http, graphql] = [named('POST /graphql'), named('graphql query')];

    expect(http).toMatchObject({ kind: 2, parentSpanId: GATEWAYS_SPAN_ID });
    expect(graphql?.parentSpanId).toBe(http?.spanId);
    expect(named('pg orders')).toMatchObject({ kind: 3, parentSpanId: graphql?.spanId });
    expect(spans.find(({ name }) => name === 'GET')).toMatchObject({
      kind: 3,
      parentSpanId: graphql?.spanId,
      attributes: expect.arrayContaining([
        { key: 'upstream.path', value: { stringValue: `/v3/order/${orderId}/result` } },
      ]) as unknown,
    });
  });

  it('is named in the log', async () => {
    await service.printed(new RegExp(`"traceId":"${TRACE_ID}"[^\\n]*"operation":"query"`));
  });

  it('is not passed to Junction', () => {
    expect(junction.requests).toHaveLength(1);
    expect(junction.requests[0]?.headers).not.toHaveProperty('traceparent');
  });
});

describe('a trace', () => {
  it('contains no personal data, no text of queries or statements, and no query string', async () => {
    await gatewaysTrace();
    const received = collector.received.join();
    expect(received).toContain('POST /webhooks/junction');
    expect(received).not.toContain(MARK);
    expect(received).not.toMatch(/\bSELECT\b.*\bFROM\b|db\.query|user_agent|url\.|client\.address/);
  });

  it('covers requests that do work, and its id cannot be chosen by a client', async () => {
    await gatewaysTrace();
    expect(collector.received.join()).not.toContain(STRANGERS_TRACE_ID);
    expect(collector.spans.map(({ name }) => name).join()).not.toContain('/health');
  });
});

test('spans in memory are sent before the service exits', async () => {
  const before = collector.spans.length;
  const unknown = await fetch(`${service.url}/graphql`, { method: 'POST' });
  expect(unknown.status).toBe(401);
  service.child.kill('SIGTERM');
  expect(await service.exited).toBe(0);
  expect(collector.spans.length).toBeGreaterThan(before);
});
