import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { createJunctionClient } from '../../src/junction/client.js';
import { createUpstreamMetrics } from '../../src/junction/metrics.js';
import { json, startUpstream } from './upstream-server.js';

test('calls of Junction are counted by outcome', async () => {
  const registry = new Registry();
  const upstream = await startUpstream();
  upstream.answerWith(json(404, { detail: 'Order not found' }));
  const client = createJunctionClient({
    baseUrl: upstream.baseUrl,
    apiKey: 'sk_us_test',
    onCall: createUpstreamMetrics(registry),
  });
  await client.orderResults(randomUUID());
  await client.close();
  await upstream.close();
  expect(await registry.metrics()).toContain(
    'order_transactions_upstream_call_seconds_count{outcome="NOT_FOUND"} 1',
  );
});
