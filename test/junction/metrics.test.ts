import { randomUUID } from 'node:crypto';
import { createJunctionClient } from '../../src/junction/client.js';
import { createUpstreamMetrics } from '../../src/junction/metrics.js';
import { json, startUpstream } from './upstream-server.js';
import { testRegistry } from '../support/registry.js';

test('calls of Junction are counted by outcome', async () => {
  const registry = testRegistry();
  const upstream = await startUpstream();
  upstream.answerWith(json(404, { detail: 'Order not found' }));
  const client = createJunctionClient({
    baseUrl: upstream.baseUrl,
    apiKey: 'sk_us_test',
    ...createUpstreamMetrics(registry)('job'),
  });
  await client.orderResults(randomUUID());
  await client.close();
  await upstream.close();
  expect(await registry.metrics()).toContain(
    'order_transactions_upstream_call_seconds_count{caller="job",outcome="NOT_FOUND"} 1',
  );
});

test('a metric reports that Junction counts as down', async () => {
  const registry = testRegistry();
  const upstream = await startUpstream();
  const client = createJunctionClient({
    baseUrl: upstream.baseUrl,
    apiKey: 'sk_us_test',
    limits: { failuresUntilDown: 1, downMs: 1, retries: 0 },
    ...createUpstreamMetrics(registry)('request'),
  });
  const down = async () =>
    /upstream_down\{caller="request"\} (\d)/.exec(await registry.metrics())?.[1];
  expect(await down()).toBe('0');

  upstream.answerWith(json(500, {}));
  await expect(client.orderResults(randomUUID())).rejects.toThrow();
  expect(await down()).toBe('1');

  upstream.answerWith(json(404, {}));
  await new Promise((resolve) => setTimeout(resolve, 10));
  await client.orderResults(randomUUID());
  expect(await down()).toBe('0');
  await client.close();
  await upstream.close();
});
