import { createAuthenticator } from '../../src/access/authenticator.js';
import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import { json, startUpstream, type UpstreamServer } from '../junction/upstream-server.js';
import { journeyNamed } from '../support/journeys.js';
import { createTestResults } from '../support/results.js';
import { openAuditStage, type AuditStage } from './support/audit-stage.js';
import { startGraphServer } from './support/graph-server.js';
import {
  INITIAL_ORDER,
  insertOrder,
  REDRAW_ORDER,
  TRANSACTION,
  UNKNOWN_ID,
} from './support/mirror-rows.js';

const { results } = journeyNamed('b01-redraw-full');

let stage: AuditStage;
let junction: UpstreamServer;
let client: JunctionClient;

beforeAll(async () => {
  junction = await startUpstream();
  client = createJunctionClient({ baseUrl: junction.baseUrl, apiKey: 'sk_us_test' });
  stage = await openAuditStage({
    results: { find: (kind, ids) => createTestResults(stage.pool, client).find(kind, ids) },
  });
});
beforeEach(() => stage.reset());
afterAll(async () => {
  await stage.close();
  await junction.close();
  await client.close();
});

/** What one request about the transaction leaves in the trail. */
function auditOf(query: string, user = 'user-a', { graph } = stage): Promise<unknown[]> {
  return stage.entriesOf(async () =>
    graph.ask(query, { id: TRANSACTION }, await stage.authorization(user)),
  );
}

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
        viewer: 'token:user-a',
        user_id: 'user-a',
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
      {
        viewer: 'token:user-b',
        user_id: 'user-b',
        outcome: 'NOT_FOUND',
        subject_ids: [TRANSACTION],
      },
    ]);
  });
});

describe('who reads', () => {
  const READ = 'query($id: ID!) { orderTransaction(id: $id) { id } }';

  it.each(['gateway', 'nobody', 'operator', 'token:user-b', ''])(
    'is the bearer of a token, also of one that says "%s"',
    async (sub) => {
      expect(await auditOf(READ, sub)).toMatchObject([
        { viewer: `token:${sub}`, user_id: sub === '' ? null : sub },
      ]);
    },
  );

  it('is the gateway where no tokens are asked for, whatever it passes on', async () => {
    const authenticator = createAuthenticator({ routerSecrets: [], tokens: null });
    const graph = await startGraphServer({ ...stage.sources, authenticator });
    const entries = await auditOf(READ, 'user-a', { ...stage, graph });
    await graph.close();

    expect(entries).toMatchObject([{ viewer: 'gateway', user_id: null }]);
  });

  it('is told beside whose records these are, where another claim says so', async () => {
    const tokens = { ...stage.issuer.settings, userClaim: 'patient' };
    const authenticator = createAuthenticator({ routerSecrets: [], tokens });
    const custom = await startGraphServer({ ...stage.sources, authenticator });
    const token = await stage.issuer.sign({ sub: 'login-7', patient: 'user-a' });
    const entries = await stage.entriesOf(() =>
      custom.ask(READ, { id: TRANSACTION }, { authorization: `Bearer ${token}` }),
    );
    await custom.close();

    expect(entries).toMatchObject([
      { viewer: 'token:login-7', user_id: 'user-a', outcome: 'DONE' },
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
        viewer: 'token:user-a',
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
    await insertOrder(stage.pool, { id: UNKNOWN_ID, user_id: 'user-a' });

    const entries = await auditOf(
      'query($id: ID!) { orderTransaction(id: $id) { orders { results { status } } } }',
    );

    expect(entries).toHaveLength(3);
    expect(entries).toContainEqual({
      viewer: 'token:user-a',
      user_id: 'user-a',
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
