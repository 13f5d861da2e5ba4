import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { BoundedReads } from '../../src/database/bounded-reads.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { json, silence } from '../junction/upstream-server.js';
import { createTestResults } from '../support/results.js';
import { post, useGraphServer } from './support/graph-server.js';
import { insertOrder, insertTransaction, TRANSACTION } from './support/mirror-rows.js';
import { until } from '../support/until.js';
import { useTestDatabase } from '../support/use-database.js';
import { useJunction } from '../junction/use-junction.js';

const { dataSource, pool } = useTestDatabase('TEST');
let reads: BoundedReads;
beforeEach(() => (reads = new BoundedReads(pool)));
const { junction, client } = useJunction({ lifetime: 'TEST' });
const graph = useGraphServer(
  () => ({
    mirror: createMirrorReads(reads),
    results: createTestResults(pool, client),
    audit: createAuditTrail({ dataSource, pool }),
  }),
  { lifetime: 'TEST' },
);

const RESULTS = json(200, { metadata: { status: 'partial' }, results: [] }, { afterMs: 20 });

async function addTransactions(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) {
    await insertTransaction(pool, { id });
    await insertOrder(pool, { id: randomUUID(), transaction_id: id });
  }
  return ids;
}

const PAGE =
  '{ orderTransactions(first: 40) { edges { node { id combinedResults { status } } } } }';
const resultsOf = (id: string) =>
  `{ orderTransaction(id: "${id}") { combinedResults { status } } }`;

/** Sends an operation, waits for its progress, and closes the connection before the response. */
async function sendAndLeave(query: string, progress: () => Promise<unknown>): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const sent = request(graph.url, { method: 'POST', headers, agent: false });
  const failed = once(sent, 'error');
  sent.end(JSON.stringify({ query }));
  await progress();
  sent.destroy(new Error('left'));
  await failed;
  // The server notices the closed connection a moment later.
  await sleep(100);
}

describe('a closed connection of a caller', () => {
  it('aborts running calls of Junction, and waiting calls never begin', async () => {
    const [other = ''] = (await addTransactions(40)).slice(-1);
    junction.answerWith(silence);
    await sendAndLeave(PAGE, () => until(() => junction.requests.length >= 16));
    expect(junction.requests).toHaveLength(16);

    junction.answerWith(RESULTS);
    const startedAt = performance.now();
    expect((await graph.ask(resultsOf(other))).errors).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(junction.requests).toHaveLength(17);
  });

  it('does not end a call that another caller shares', async () => {
    const [shared = ''] = await addTransactions(1);
    const held = junction.holdNext();
    const staying = graph.ask(resultsOf(shared));
    await held.arrived;
    await sendAndLeave(resultsOf(shared), () => sleep(200));
    held.answer(RESULTS);
    expect((await staying).errors).toBeUndefined();
    expect(junction.requests).toHaveLength(1);
  });

  it('begins no further statement, and leaves neither errors in the log nor an entry in the trail', async () => {
    await addTransactions(1);
    // The previous test's audit entry may not be written yet.
    await sleep(300);
    const { rows: before } = await pool.query('SELECT max(id) FROM audit_entry');
    const blocker = await pool.connect();
    await blocker.query('BEGIN; LOCK TABLE order_transaction IN ACCESS EXCLUSIVE MODE');
    const query = jest.spyOn(reads, 'query');
    await sendAndLeave(`{ a: ${PAGE.slice(2, -2)} }`, () =>
      until(() => query.mock.calls.length > 0),
    );
    await blocker.query('ROLLBACK');
    blocker.release();
    await sleep(300);
    // The page was read before the caller left. Its results must not be read.
    expect(query).toHaveBeenCalledTimes(1);
    expect(graph.log.filter((line) => line.includes('a field failed'))).toEqual([]);
    const { rows: after } = await pool.query('SELECT max(id) FROM audit_entry');
    expect(after).toEqual(before);
  });
});

it('unsubscribing aborts the calls of Junction for the response in progress', async () => {
  await insertTransaction(pool);
  await insertOrder(pool);
  const held = junction.holdNext();
  const socket = createClient({
    url: graph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const query = `subscription { orderTransactionUpdated(id: "${TRANSACTION}") { combinedResults { status } } }`;
  const unsubscribe = socket.subscribe(
    { query },
    { next: () => {}, error: () => {}, complete: () => {} },
  );
  await held.arrived;
  const closed = new Promise((resolve) => junction.requests[0]?.socket.once('close', resolve));
  unsubscribe();
  await closed;
  await socket.dispose();
  expect((await post(graph.url, '{"query":"{ __typename }"}')).status).toBe(200);
});
