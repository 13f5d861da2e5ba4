import { readFileSync } from 'node:fs';
import path from 'node:path';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { Sealer } from '../../src/database/sealer.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { OrderNotices } from '../../src/ingest/order-notices.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { createRegistry } from '../../src/telemetry/metrics.js';
import { createWebhookMetrics } from '../../src/webhooks/metrics.js';
import { createReceiver } from '../../src/webhooks/receiver.js';
import { registerWebhookRoute } from '../../src/webhooks/route.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { json } from '../junction/upstream-server.js';
import { KEY, useResultsStage, REDRAWN } from '../results/support/results-stage.js';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { useResource } from '../support/use-resource.js';

const DOCUMENT = readFileSync(path.join(__dirname, '../../docs/phi.md'), 'utf8');

/** Part of every text that describes a person. Found anywhere else, it has leaked. */
const MARK = 'canary7f3a';
const PERSONAL =
  /^(patient_.*|.*name|dob|.*phone.*|email|.*line|city|zip|.*notes?|physician|patient)$/;

const stage = useResultsStage();
const registry = createRegistry();
const receiver = useResource(startReceiver, ({ fastify }) => fastify.close());
const graph = useGraphServer(() => ({
  mirror: createMirrorReads(stage.pool),
  results: stage.source,
  audit: createAuditTrail({ dataSource: stage.database, pool: stage.pool }),
}));

async function startReceiver() {
  const { database, pool, logger } = stage;
  const loggerInstance: FastifyBaseLogger = logger;
  const fastify = Fastify({ loggerInstance });
  const ingester = new Ingester(pool);
  const quarantine = new Quarantine(database, new Sealer([KEY]));
  const receive = createReceiver({
    ingester,
    notices: new OrderNotices(database),
    quarantine,
    secrets: [SECRET],
    teamIds: [],
    count: createWebhookMetrics(registry, { ingester, quarantine }),
  });
  registerWebhookRoute(fastify, receive);
  return { fastify, url: await fastify.listen({ host: '127.0.0.1', port: 0 }) };
}

describe('personal data', () => {
  it('is in no column, log line, metric or error after it was processed', async () => {
    for (const webhook of REDRAWN.webhooks) {
      const delivery = signedDelivery(JSON.stringify(marked(webhook)));
      expect(JSON.stringify(marked(webhook))).toContain(MARK);
      expect((await post(receiver.url, delivery)).status).toBe(200);
    }
    const unreadable = signedDelivery(
      JSON.stringify({ event_type: 'labtest.order.updated', data: { id: MARK, notes: MARK } }),
    );
    expect((await post(receiver.url, unreadable)).status).toBe(202);
    const notOurs = signedDelivery(
      JSON.stringify({ event_type: 'provider.connection.created', data: MARK }),
    );
    const unsigned = { ...signedDelivery(MARK), signature: MARK };
    const responses = await Promise.all([notOurs, unsigned].map((it) => post(receiver.url, it)));
    expect(responses.map(({ text }) => text).join()).not.toContain(MARK);

    const results = marked(REDRAWN.results[REDRAWN.transaction]);
    stage.junction.answerWith(json(200, results));
    expect(JSON.stringify(await askForResults())).toContain(MARK);
    stage.junction.answerWith(json(200, { results: MARK, patient: MARK }));
    const errors = await Promise.all([
      graph.ask(`{ order(id: "${REDRAWN.redraw}") { results { status } } }`),
      graph.ask('query($id: ID!) { order(id: $id) { id } }', { id: MARK }),
      graph.ask(
        'query($at: DateTime) { orderTransactions(changedAfter: $at) { edges { cursor } } }',
        {
          at: MARK,
        },
      ),
    ]);
    for (const answer of errors) {
      expect(answer.errors).toHaveLength(1);
      expect(JSON.stringify(answer)).not.toContain(MARK);
    }
    expect(await registry.metrics()).toContain('order_transactions_webhooks_total');
    expect(await registry.metrics()).not.toContain(MARK);

    expect(await columnsWithMark()).toEqual([]);
    expect([...stage.log, ...graph.log].filter((line) => line.includes(MARK))).toEqual([]);
    expect(stage.log.length).toBeGreaterThan(0);
  });
});

describe('docs/phi.md', () => {
  it('lists exactly the columns that exist', async () => {
    const listed = Array.from(DOCUMENT.matchAll(/^\| `(\w+\.\w+)` +\|/gm), ([, column]) => column);

    expect(listed.sort()).toEqual((await allColumns()).map(({ name }) => name).sort());
  });
});

/** A copy in which every text about a person contains the mark. */
function marked(value: unknown, personal = false): unknown {
  if (typeof value === 'string' && personal) return `${MARK} ${value}`;
  if (Array.isArray(value)) return value.map((item) => marked(item, personal));
  if (typeof value !== 'object' || value === null) return personal && value === null ? MARK : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'lab_test' ? inner : marked(inner, personal || PERSONAL.test(key)),
    ]),
  );
}

function askForResults() {
  return graph.ask(
    `{ orderTransaction(id: "${REDRAWN.transaction}") { combinedResults { biomarkers { notes name } } } }`,
  );
}

async function allColumns(): Promise<{ table: string; column: string; name: string }[]> {
  const { rows } = await stage.pool.query<{ table: string; column: string; name: string }>(
    `SELECT table_name AS table, column_name AS column, table_name || '.' || column_name AS name
     FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name <> 'migrations'`,
  );
  return rows;
}

async function columnsWithMark(): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column, name } of await allColumns()) {
    const { rowCount } = await stage.pool.query(
      `SELECT FROM "${table}" WHERE "${column}"::text LIKE ANY($1) LIMIT 1`,
      [[`%${MARK}%`, `%${Buffer.from(MARK).toString('hex')}%`]],
    );
    if (rowCount) found.push(name);
  }
  return found;
}
