import { Pool, type PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createGatekeeper } from '../../src/access/gatekeeper.js';
import { poolOf } from '../../src/database/data-source.js';
import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import { createMirrorReader } from '../../src/orders/store/reader.js';
import { createResultsSource } from '../../src/results/results-source.js';
import { startIssuer, type TestIssuer } from '../access/support/issuer.js';
import { json, startUpstream, type UpstreamServer } from '../junction/upstream-server.js';
import { emptyTables, openTestDatabase, testDatabaseUrl } from '../support/database.js';
import { journeyNamed } from '../support/journeys.js';
import { startGraphServer, type GraphServer } from './support/graph-server.js';
import {
  INITIAL_ORDER,
  insertOrder,
  insertTransaction,
  REDRAW_ORDER,
  TRANSACTION,
  UNKNOWN_ID,
} from './support/mirror-rows.js';
import { testLogger } from '../support/logger.js';

const { results } = journeyNamed('b01-redraw-full');

let database: DataSource;
let pool: Pool;
let issuer: TestIssuer;
let junction: UpstreamServer;
let client: JunctionClient;
let graph: GraphServer;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  issuer = await startIssuer();
  junction = await startUpstream();
  client = createJunctionClient({ baseUrl: junction.baseUrl, apiKey: 'sk_us_test' });
  graph = await startGraphServer(sources());
});

beforeEach(async () => {
  await emptyTables(database);
  await insertTransaction(pool);
  await insertOrder(pool, { id: INITIAL_ORDER, user_id: 'user-a' });
  await insertOrder(pool, { id: REDRAW_ORDER, user_id: 'user-a' });
});

afterAll(async () => {
  await graph.close();
  await junction.close();
  await client.close();
  await issuer.goAway();
  await database.destroy();
});

describe('the reading of statuses', () => {
  it('leaves one entry a request, whatever hangs on it', async () => {
    const entries = await auditOf(
      `query($id: ID!) {
        orderTransaction(id: $id) { status orders { status events { id } transaction { id } } }
        order(id: "${INITIAL_ORDER}") { parent { id } }
      }`,
    );

    expect(entries).toEqual([
      {
        viewer: 'user-a',
        action: 'READ_ORDERS',
        outcome: 'DONE',
        subject_ids: [expect.stringMatching(`${TRANSACTION}|${INITIAL_ORDER}`)],
      },
    ]);
  });

  it('leaves what was asked for in vain', async () => {
    const entries = await auditOf(`{ orderTransaction(id: "${UNKNOWN_ID}") { status } }`);

    expect(entries).toMatchObject([{ outcome: 'NOT_FOUND', subject_ids: [UNKNOWN_ID] }]);
  });

  it('tells somebody else’s record from a missing one to nobody, and both to the trail', async () => {
    const entries = await auditOf('query($id: ID!) { orderTransaction(id: $id) { id } }', 'user-b');

    expect(entries).toMatchObject([
      { viewer: 'user-b', outcome: 'NOT_FOUND', subject_ids: [TRANSACTION] },
    ]);
  });
});

describe('the reading of results', () => {
  const RESULTS = `query($id: ID!) {
    orderTransaction(id: $id) { combinedResults { status } again: combinedResults { status } }
  }`;

  it('leaves who read which, once for each', async () => {
    junction.answerWith(json(200, Object.values(results)[0]));

    const entries = await auditOf(RESULTS);

    expect(entries).toMatchObject([
      { action: 'READ_ORDERS' },
      {
        viewer: 'user-a',
        action: 'READ_RESULTS',
        outcome: 'DONE',
        subject_ids: [TRANSACTION],
      },
    ]);
  });

  it('leaves one entry for all that ended alike', async () => {
    const found = json(200, Object.values(results)[0]);
    junction.answerWith((request, response) =>
      (request.url?.includes(UNKNOWN_ID) ? json(404, {}) : found)(request, response),
    );
    await insertOrder(pool, { id: UNKNOWN_ID, user_id: 'user-a' });

    const entries = await auditOf(
      'query($id: ID!) { orderTransaction(id: $id) { orders { results { status } } } }',
    );

    expect(entries).toHaveLength(3);
    expect(entries).toContainEqual({
      viewer: 'user-a',
      action: 'READ_RESULTS',
      outcome: 'DONE',
      subject_ids: expect.arrayContaining([INITIAL_ORDER, REDRAW_ORDER]) as unknown,
    });
    expect(entries).toContainEqual(
      expect.objectContaining({ outcome: 'NOT_FOUND', subject_ids: [UNKNOWN_ID] }),
    );
  });

  it.each([
    [404, 'NOT_FOUND'],
    [422, 'FAILED'],
  ])('leaves a trace too when Junction answers %i', async (status, outcome) => {
    junction.answerWith(json(status, {}));

    const entries = await auditOf(RESULTS);

    expect(entries).toMatchObject([{ action: 'READ_ORDERS' }, { action: 'READ_RESULTS', outcome }]);
  });
});

const INGEST = `mutation { ingestOrderWebhook(input: {
  messageId: "m", timestamp: "1", signature: "s", payload: "{}"
}) { outcome } }`;

describe('a mutation', () => {
  it('leaves an entry also when it is refused', async () => {
    const { errors } = await graph.ask(INGEST, {}, await authorization('user-a'));

    expect(errors).toHaveLength(1);
    expect(await newEntries()).toMatchObject([
      { viewer: 'user-a', action: 'INGEST_ORDER_WEBHOOK', outcome: 'REFUSED', subject_ids: [] },
    ]);
  });

  it.each([
    ['a payload that is too large', { kind: 'TOO_LARGE' as const }, 'REFUSED'],
    ['a database that is away', { kind: 'UNAVAILABLE' as const }, 'FAILED'],
    ['an applied webhook', { kind: 'ACCEPTED' as const, outcome: 'APPLIED' as const }, 'DONE'],
  ])('leaves how it ended: %s', async (_what, reception, outcome) => {
    await forgetEntries();
    const other = await startGraphServer({
      ...sources(),
      ingest: () => Promise.resolve(reception),
    });
    await other.ask(INGEST, {}, await authorization('user-a'));
    await other.close();

    expect(await newEntries()).toMatchObject([{ action: 'INGEST_ORDER_WEBHOOK', outcome }]);
  });
});

describe('a mutation that ends before its resolver leaves an entry', () => {
  const TRACK = `mutation Track($input: TrackOrderInput!) { trackOrder(input: $input) { order { id } } }`;

  async function entriesAfter(query: string, variables = {}, headers?: Record<string, string>) {
    await forgetEntries();
    const { errors } = await graph.ask(query, variables, headers);
    expect(errors).not.toHaveLength(0);
    return newEntries();
  }

  it('without a valid token', async () => {
    expect(await entriesAfter(INGEST)).toEqual([
      { viewer: 'nobody', action: 'INGEST_ORDER_WEBHOOK', outcome: 'REFUSED', subject_ids: [] },
    ]);
  });

  it.each([
    ['beyond a limit', `mutation { ${INGEST.slice('mutation {'.length, -1).repeat(11)} }`],
    ['that is not valid', INGEST.replace('outcome', 'surprise')],
    [
      'in a fragment of itself',
      `mutation { ...it } fragment it on Mutation { ...it ${INGEST.slice('mutation {'.length)}`,
    ],
  ])('%s', async (_why, query) => {
    expect(await entriesAfter(query, {}, await authorization('user-a'))).toEqual([
      { viewer: 'user-a', action: 'INGEST_ORDER_WEBHOOK', outcome: 'REFUSED', subject_ids: [] },
    ]);
  });

  it('whose variables do not fit, without a word of them', async () => {
    const entries = await entriesAfter(
      TRACK,
      { input: { userId: 'user-a' } },
      await authorization('user-a'),
    );

    expect(entries).toEqual([
      { viewer: 'user-a', action: 'TRACK_ORDER', outcome: 'REFUSED', subject_ids: [] },
    ]);
  });

  it('behind another that failed', async () => {
    const both = INGEST.replace(
      /}$/,
      'trackOrder(input: { orderId: "x", orderTransactionId: "x", userId: "x" }) { order { id } } }',
    );

    expect(await entriesAfter(both, {}, await authorization('user-a'))).toMatchObject([
      { action: 'INGEST_ORDER_WEBHOOK', outcome: 'REFUSED' },
      { action: 'TRACK_ORDER', outcome: 'REFUSED' },
    ]);
  });

  it('but a query that only sounds like one leaves none', async () => {
    expect(await entriesAfter('{ trackOrder { id } }', {}, await authorization('user-a'))).toEqual(
      [],
    );
  });
});

describe('the mutation trackOrder leaves an entry also when it is refused', () => {
  const track = (orderId: string) => `mutation { trackOrder(input: {
    orderId: "${orderId}", orderTransactionId: "${TRANSACTION}", userId: "user-a"
  }) { order { id } userErrors { code } } }`;

  it.each([
    ['for want of the scope', '', INITIAL_ORDER, 'REFUSED', [INITIAL_ORDER, TRANSACTION]],
    ['for an id that is none', 'orders:write', 'x', 'REFUSED', [TRANSACTION]],
  ])('%s', async (_why, scope, orderId, outcome, subjectIds) => {
    await forgetEntries();
    await graph.ask(track(orderId), {}, await authorization('user-a', scope));

    expect(await newEntries()).toEqual([
      { viewer: 'user-a', action: 'TRACK_ORDER', outcome, subject_ids: subjectIds },
    ]);
  });
});

describe('while the trail cannot be written', () => {
  let impatient: Pool;
  let blind: GraphServer;
  let blocker: PoolClient;

  beforeEach(async () => {
    impatient = new Pool({ connectionString: testDatabaseUrl(), statement_timeout: 100 });
    blind = await startGraphServer({ ...sources(), audit: createAuditTrail(impatient) });
    blocker = await pool.connect();
    await blocker.query('BEGIN; LOCK TABLE audit_entry');
  });
  afterEach(async () => {
    blocker.release(true);
    await blind.close();
    await impatient.end();
  });

  it('nothing is handed out', async () => {
    const answer = await blind.ask(
      'query($id: ID!) { orderTransaction(id: $id) { status combinedResults { status } } }',
      { id: TRANSACTION },
      await authorization('user-a'),
    );

    expect(answer).toMatchObject({
      data: { orderTransaction: null },
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
  });

  it('what was refused before it did anything is told, and logged', async () => {
    expect(await blind.ask(INGEST)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(blind.log.join('')).toContain('a refused mutation could not be noted');
  });
});

function sources() {
  const logger = testLogger();
  return {
    gatekeeper: createGatekeeper({ routerSecrets: [], tokens: issuer.settings }),
    mirror: createMirrorReader(pool),
    results: createResultsSource({ junction: client, store: null, logger }),
    audit: createAuditTrail(pool),
    ingest: () => Promise.resolve({ kind: 'UNAUTHENTICATED' as const }),
  };
}

async function authorization(sub: string, scope = ''): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await issuer.sign({ sub, scope })}` };
}

let seen = 0;

/** What the trail has gained since it was last looked at. */
async function newEntries(): Promise<unknown[]> {
  const { rows } = await pool.query<{ id: string; request_id: string }>(
    'SELECT * FROM audit_entry WHERE id > $1 ORDER BY id',
    [seen],
  );
  seen = Math.max(seen, ...rows.map(({ id }) => Number(id)));
  expect(new Set(rows.map(({ request_id }) => request_id)).size).toBeLessThanOrEqual(1);
  return rows.map(({ id, at, request_id, ...entry }: Record<string, unknown>) => entry);
}

/** The trail only grows, so others' tests have left theirs in it. */
async function forgetEntries(): Promise<void> {
  const { rows } = await pool.query<{ newest: string }>(
    'SELECT coalesce(max(id), 0) AS newest FROM audit_entry',
  );
  seen = Number(rows[0]?.newest);
}

/** What one request about the transaction leaves in the trail. */
async function auditOf(query: string, user = 'user-a'): Promise<unknown[]> {
  await forgetEntries();
  await graph.ask(query, { id: TRANSACTION }, await authorization(user));
  return newEntries();
}
