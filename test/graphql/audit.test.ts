import { createAuthenticator } from '../../src/access/authenticator.js';
import { json } from '../junction/upstream-server.js';
import { journeyNamed } from '../support/journeys.js';
import { createTestResults } from '../support/results.js';
import { useAuditStage } from './support/audit-stage.js';
import { startGraphServer } from './support/graph-server.js';
import {
  INITIAL_ORDER,
  insertOrder,
  REDRAW_ORDER,
  TRANSACTION,
  UNKNOWN_ID,
} from './support/mirror-rows.js';
import { useJunction } from '../junction/use-junction.js';

const { results } = journeyNamed('b01-redraw-full');

const { junction, client } = useJunction();
const stage = useAuditStage({
  results: { find: (kind, ids) => createTestResults(stage.pool, client).find(kind, ids) },
});

beforeEach(() => stage.reset());

/** The audit entries of one request about the transaction. */
function auditOf(query: string, user = 'user-a', { graph } = stage): Promise<unknown[]> {
  return stage.entriesOf(async () =>
    graph.ask(query, { id: TRANSACTION }, await stage.authorization(user)),
  );
}

describe('the reading of statuses', () => {
  it('writes one entry a request, however much it selects', async () => {
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

  it('records ids that were requested and not found', async () => {
    const entries = await auditOf(`{ orderTransaction(id: "${UNKNOWN_ID}") { status } }`);

    expect(entries).toMatchObject([{ outcome: 'NOT_FOUND', subject_ids: [UNKNOWN_ID] }]);
  });

  it('does not reveal whether a record is foreign or missing, and records both', async () => {
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

describe('the recorded reader', () => {
  const READ = 'query($id: ID!) { orderTransaction(id: $id) { id } }';

  it.each(['gateway', 'unauthenticated', 'operator', 'token:user-b', ''])(
    'is the bearer of a token, also of one with the subject "%s"',
    async (sub) => {
      expect(await auditOf(READ, sub)).toMatchObject([
        { viewer: `token:${sub}`, user_id: sub === '' ? null : sub },
      ]);
    },
  );

  it('is the gateway where no tokens are required, whatever it passes on', async () => {
    const authenticator = createAuthenticator({ routerSecrets: [], tokens: null });
    const graph = await startGraphServer({ ...stage.sources, authenticator });
    const entries = await auditOf(READ, 'user-a', { ...stage, graph });
    await graph.close();

    expect(entries).toMatchObject([{ viewer: 'gateway', user_id: null }]);
  });

  it('is recorded next to the person of the records, where another claim names that person', async () => {
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

  it('records who read which results, once for each', async () => {
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

  it('writes one entry for all results with the same outcome', async () => {
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
  ])('is recorded also when Junction answers %i', async (status, outcome) => {
    junction.answerWith(json(status, {}));

    const entries = await auditOf(RESULTS);

    expect(entries).toMatchObject([{ action: 'READ_ORDERS' }, { action: 'READ_RESULTS', outcome }]);
  });
});
