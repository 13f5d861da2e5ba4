import { readFileSync } from 'node:fs';
import path from 'node:path';
import Fastify from 'fastify';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/config.js';
import { startService, type Service } from '../../src/service/start-service.js';
import { createRegistry, readAtScrape, registerMetrics } from '../../src/telemetry/metrics.js';
import { json } from '../junction/upstream-server.js';
import { searchForMarks } from '../support/canary.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { testLogger } from '../support/logger.js';
import { freePort } from '../support/process.js';
import { useTestDatabase } from '../support/use-database.js';
import { useUpstream } from '../junction/use-junction.js';

const FOLDER = path.join(__dirname, '../../docs/operations');
const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');
const RUNBOOK = read('README.md');

interface Rule {
  readonly alert: string;
  readonly expr: string;
}
const rules = (parse(read('alerts.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);

useTestDatabase();
const junction = useUpstream();
let service: Service;
let metricsUrl: string;

beforeAll(async () => {
  const metricsPort = await freePort();
  metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  const config = readConfig({
    PORT: '0',
    METRICS_PORT: String(metricsPort),
    DATABASE_URL: testDatabaseUrl(),
    JUNCTION_API_KEY: 'sk_us_test',
    JUNCTION_WEBHOOK_SECRET: SECRET,
    JUNCTION_BASE_URL: junction.baseUrl,
    RESULTS_STORE: 'off',
    KEEP_ALIVE_SECONDS: '7',
  });
  if (!config.junction) throw new Error('these settings name a Junction');
  service = await startService({
    config,
    junction: config.junction,
    operations: [],
    logger: testLogger(),
  });
});
afterAll(async () => {
  await service.close();
});

async function metrics(): Promise<string> {
  const text = await (await fetch(metricsUrl)).text();
  searchForMarks('a metric', () => text);
  return text;
}

/** All metric names that a query can select. A histogram has three. */
async function names(): Promise<Set<string>> {
  const types = (await metrics()).matchAll(/^# TYPE (\w+) (\w+)$/gm);
  return new Set(
    Array.from(types).flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    ),
  );
}

/** The metrics that an expression selects. */
function asked(expr: string): string[] {
  return expr.match(/\b(order_transactions|nodejs|process)_\w+/g) ?? [];
}

function expressionsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'expr' ? [String(value)] : expressionsOf(value),
  );
}

describe('the alerts', () => {
  it('use metrics that the service has', async () => {
    const known = await names();
    // Prometheus itself records whether it can scrape the service.
    const silent = rules.filter(({ expr }) => asked(expr).length === 0);
    expect(silent.map(({ alert }) => alert)).toEqual(['OrderTransactionsDown']);
    expect(rules.flatMap(({ expr }) => asked(expr)).filter((name) => !known.has(name))).toEqual([]);
  });

  it('each have a runbook entry, and no other entry exists', () => {
    const entries = Array.from(RUNBOOK.matchAll(/^### (\w+)\n\n\S/gm), ([, name]) => name);
    expect(entries).toEqual(rules.map(({ alert }) => alert));
  });
});

test('the dashboard shows metrics that the service has', async () => {
  const expressions = expressionsOf(JSON.parse(read('dashboard.json')));
  const known = await names();
  expect(expressions.length).toBeGreaterThan(20);
  expect(expressions.filter((expr) => asked(expr).length === 0)).toEqual([]);
  expect(expressions.flatMap(asked).filter((name) => !known.has(name))).toEqual([]);
});

test('the list of metrics in the documentation is that of the service', async () => {
  const listed = Array.from(RUNBOOK.matchAll(/^\| `(order_transactions_\w+)`/gm), ([, it]) => it);
  const types = (await metrics()).matchAll(/^# TYPE (order_transactions_\w+)/gm);
  expect(listed.sort()).toEqual(Array.from(types, ([, name]) => name).sort());
});

test('connections are kept open for the time in KEEP_ALIVE_SECONDS', async () => {
  for (const url of [`${service.url}/health/live`, metricsUrl]) {
    expect((await fetch(url)).headers.get('keep-alive')).toBe('timeout=7');
  }
});

describe('metrics', () => {
  it('count what the service does', async () => {
    const journey = journeyNamed('a01-walkin-initial-completed');
    const [id] = Object.keys(journey.expected.orders);
    junction.answerWith(json(404, {}));
    await post(service.url, signedDelivery(JSON.stringify(journey.webhooks[0])));
    await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ order(id: "${id}") { results { status } } }` }),
    });

    const text = await metrics();
    for (const line of [
      'webhooks_total{type="labtest.order.created",outcome="APPLIED"} 1',
      'apply_seconds_count 1',
      'batch_messages_sum 1',
      'upstream_call_seconds_count{caller="request",outcome="NOT_FOUND"} 1',
      'upstream_down{caller="job"} 0',
      'results_total{origin="junction"} 1',
      'graphql_operation_seconds_count{operation="query"} 1',
      'subscriptions_open 0',
      'database_connections_limit 10',
      'database_waiting 0',
    ]) {
      expect(text).toContain(`order_transactions_${line}\n`);
    }
    expect(text).toMatch(/^order_transactions_database_connections\{state="idle"\} [1-9]/m);
    expect(text).toMatch(/^order_transactions_newest_event_age_seconds \d/m);
  });

  it('are served on their own port only, where one is configured', async () => {
    expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
  });

  it('are served to requests with the secret, where they share a port', async () => {
    const fastify = Fastify();
    registerMetrics(fastify, createRegistry(), (secret) => secret === 'the secret');
    const url = `${await fastify.listen({ host: '127.0.0.1', port: 0 })}/metrics`;
    expect((await fetch(url)).status).toBe(401);
    const answer = await fetch(url, { headers: { 'router-authorization': 'the secret' } });
    expect(await answer.text()).toContain('process_cpu_seconds_total');
    await fastify.close();
  });

  it('are absent when they cannot be read, and the others are served', async () => {
    const registry = createRegistry();
    readAtScrape(registry, 'away', 'Cannot be read.', () => Promise.reject(new Error('away')));
    readAtScrape(registry, 'there', 'Can be read.', () => Promise.resolve(1));
    const text = await registry.metrics();
    expect(text).not.toMatch(/^away/m);
    expect(text).toMatch(/^there 1$/m);
  });
});
