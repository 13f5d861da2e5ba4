import { createClient } from 'graphql-ws';
import { Pool, type PoolClient } from 'pg';
import { WebSocket } from 'ws';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { useResource } from '../support/use-resource.js';
import { useAuditStage } from './support/audit-stage.js';
import { startGraphServer, useGraphServer } from './support/graph-server.js';
import { INITIAL_ORDER, TRANSACTION } from './support/mirror-rows.js';

const USER_A = { viewer: 'token:user-a', user_id: 'user-a' };
const INGEST = `mutation { ingestOrderWebhook(input: {
  messageId: "m", timestamp: "1", signature: "s", payload: "{}"
}) { outcome } }`;

const stage = useAuditStage();
beforeAll(() => stage.reset());

/** The audit entries of a rejected request. */
function entriesAfter(query: string, variables = {}, headers?: Record<string, string>) {
  return stage.entriesOf(async () => {
    const { errors } = await stage.graph.ask(query, variables, headers);
    expect(errors).not.toHaveLength(0);
  });
}

describe('a mutation', () => {
  it('writes an entry also when it is rejected', async () => {
    expect(await entriesAfter(INGEST, {}, await stage.authorization('user-a'))).toMatchObject([
      { ...USER_A, action: 'INGEST_ORDER_WEBHOOK', outcome: 'REJECTED', subject_ids: [] },
    ]);
  });

  it.each([
    ['a payload that is too large', { kind: 'TOO_LARGE' as const }, 'REJECTED'],
    ['a database that is away', { kind: 'UNAVAILABLE' as const, retryAfterSeconds: 5 }, 'FAILED'],
    ['an applied webhook', { kind: 'ACCEPTED' as const, outcome: 'APPLIED' as const }, 'DONE'],
  ])('records its outcome: %s', async (_what, reception, outcome) => {
    const ingest = () => Promise.resolve(reception);
    const other = await startGraphServer({ ...stage.sources, ingest });
    const entries = await stage.entriesOf(async () =>
      other.ask(INGEST, {}, await stage.authorization('user-a')),
    );
    await other.close();

    expect(entries).toMatchObject([{ action: 'INGEST_ORDER_WEBHOOK', outcome }]);
  });
});

describe('a mutation that ends before its resolver', () => {
  const TRACK = `mutation Track($input: TrackOrderInput!) { trackOrder(input: $input) { order { id } } }`;

  it('is recorded without a valid token', async () => {
    expect(await entriesAfter(INGEST)).toEqual([
      {
        viewer: 'unauthenticated',
        user_id: null,
        action: 'INGEST_ORDER_WEBHOOK',
        outcome: 'REJECTED',
        subject_ids: [],
      },
    ]);
  });

  it.each([
    ['beyond a limit', `mutation { ${INGEST.slice('mutation {'.length, -1).repeat(11)} }`],
    ['that is not valid', INGEST.replace('outcome', 'surprise')],
    [
      'in a fragment of itself',
      `mutation { ...it } fragment it on Mutation { ...it ${INGEST.slice('mutation {'.length)}`,
    ],
  ])('is recorded when %s', async (_why, query) => {
    expect(await entriesAfter(query, {}, await stage.authorization('user-a'))).toEqual([
      { ...USER_A, action: 'INGEST_ORDER_WEBHOOK', outcome: 'REJECTED', subject_ids: [] },
    ]);
  });

  it('is recorded when its variables are invalid, without their values', async () => {
    const entries = await entriesAfter(
      TRACK,
      { input: { userId: 'user-a' } },
      await stage.authorization('user-a'),
    );

    expect(entries).toEqual([
      { ...USER_A, action: 'TRACK_ORDER', outcome: 'REJECTED', subject_ids: [] },
    ]);
  });

  it('is recorded after another mutation that failed', async () => {
    const both = INGEST.replace(
      /}$/,
      'trackOrder(input: { orderId: "x", orderTransactionId: "x", userId: "x" }) { order { id } } }',
    );

    expect(await entriesAfter(both, {}, await stage.authorization('user-a'))).toMatchObject([
      { action: 'INGEST_ORDER_WEBHOOK', outcome: 'REJECTED' },
      { action: 'TRACK_ORDER', outcome: 'REJECTED' },
    ]);
  });

  it('is not recorded when it is a query with the same name', async () => {
    expect(
      await entriesAfter('{ trackOrder { id } }', {}, await stage.authorization('user-a')),
    ).toEqual([]);
  });
});

describe('mutations over WebSocket, where they are not served', () => {
  it.each([
    ['a mutation that HTTP would serve', INGEST],
    ['a mutation that is not valid', INGEST.replace('outcome', 'surprise')],
    ['a query', '{ trackOrder { id } }'],
    ['a subscription that is not valid', 'subscription { trackOrder { id } }'],
  ])('%s is not recorded', async (_what, query) => {
    const entries = await stage.entriesOf(async () => {
      const client = createClient({
        url: stage.graph.url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: await stage.authorization('user-a'),
        retryAttempts: 0,
      });
      await expect(client.iterate({ query }).next()).rejects.toHaveLength(1);
      await client.dispose();
    });

    expect(entries).toEqual([]);
  });
});

describe('the mutation trackOrder', () => {
  const track = (orderId: string) => `mutation { trackOrder(input: {
    orderId: "${orderId}", orderTransactionId: "${TRANSACTION}", userId: "user-a"
  }) { order { id } userErrors { code } } }`;

  it.each([
    ['for want of the scope', '', INITIAL_ORDER, 'REJECTED', [INITIAL_ORDER, TRANSACTION]],
    ['for an id that is none', 'orders:write', 'x', 'REJECTED', [TRANSACTION]],
  ])(
    'is recorded also when it is rejected %s',
    async (_why, scope, orderId, outcome, subjectIds) => {
      const entries = await stage.entriesOf(async () =>
        stage.graph.ask(track(orderId), {}, await stage.authorization('user-a', scope)),
      );

      expect(entries).toEqual([
        { ...USER_A, action: 'TRACK_ORDER', outcome, subject_ids: subjectIds },
      ]);
    },
  );
});

describe('while the audit trail cannot be written', () => {
  const impatient = useResource(
    () => new Pool({ connectionString: testDatabaseUrl(), statement_timeout: 100 }),
    (pool) => pool.end(),
    { lifetime: 'TEST' },
  );
  const blind = useGraphServer(
    () => ({
      ...stage.sources,
      audit: createAuditTrail({ dataSource: stage.database, pool: impatient }),
    }),
    { lifetime: 'TEST' },
  );
  let blocker: PoolClient;

  beforeEach(async () => {
    blocker = await stage.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE audit_entry');
  });
  afterEach(() => {
    blocker.release(true);
  });

  it.each(['compiled', 'graphql-js'])('nothing is returned by %s', async (executor) => {
    const directive = executor === 'compiled' ? '' : '@include(if: true)';
    const answer = await blind.ask(
      `query($id: ID!) { orderTransaction(id: $id) ${directive} { status combinedResults { status } } }`,
      { id: TRANSACTION },
      await stage.authorization('user-a'),
    );

    expect(answer.data ?? { orderTransaction: null }).toEqual({ orderTransaction: null });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    expect(blind.log.join('')).toContain('a field failed');
  });

  it('a rejection before any effect is returned, and logged', async () => {
    expect(await blind.ask(INGEST)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(blind.log.join('')).toContain('a rejected mutation could not be recorded');
  });
});
