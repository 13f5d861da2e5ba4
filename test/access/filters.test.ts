import { randomUUID } from 'node:crypto';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { orderMessage } from '../support/order-facts.js';
import { useTestDatabase } from '../support/use-database.js';
import { headersOf, ROUTER_SECRET, type Caller } from './support/callers.js';
import { useIssuer } from './support/issuer.js';
import { USER_A, USER_B } from './support/two-patients.js';

const { dataSource, pool } = useTestDatabase();
const issuer = useIssuer();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [ROUTER_SECRET], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
  audit: createAuditTrail({ dataSource, pool }),
}));

const STATUSES = [
  'received.walk_in_test.ordered',
  'received.walk_in_test.requisition_created',
  'sample_with_lab.walk_in_test.teleported',
  'collecting_sample.walk_in_test.redraw_available',
  'completed.walk_in_test.completed',
  'cancelled.walk_in_test.cancelled',
];
const USERS = [USER_A, USER_B, null];

/**
 * Every combination of an order with a second one: of the same or another person, a redraw or a recreation, or none.
 */
async function ingestAll(): Promise<void> {
  const ingester = new Ingester(pool);
  let second = 0;
  for (const status of STATUSES)
    for (const other of [null, ...STATUSES])
      for (const user of USERS)
        for (const otherUser of other === null ? [user] : USERS) {
          second += 1;
          const transactionId = randomUUID();
          const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
          const parts = { transactionId, createdAt, id: randomUUID() };
          await ingester.take(orderMessage({ ...parts, userId: user, statuses: [status] }));
          if (other === null) continue;
          await ingester.take(
            orderMessage({
              ...parts,
              id: randomUUID(),
              userId: otherUser,
              statuses: [other],
              origin: second % 3 === 0 ? 'recreation' : 'redraw',
              interpretation: second % 4 === 0 ? 'critical' : 'normal',
            }),
          );
        }
}

beforeAll(async () => {
  await ingestAll();
}, 120_000);

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly patientAction: string;
  readonly redrawOrder: object | null;
  readonly orders: readonly { readonly status: string; readonly interpretation: string | null }[];
}

interface Filters {
  readonly userId?: string;
  readonly status?: readonly string[] | null;
  readonly orderStatus?: readonly string[] | null;
  readonly hasRedraw?: boolean | null;
  readonly critical?: boolean | null;
  readonly patientAction?: readonly string[] | null;
}

const FILTERS: readonly Filters[] = [
  { orderStatus: ['ORDERED'] },
  { orderStatus: ['UNKNOWN', 'CANCELLED'] },
  { orderStatus: [] },
  { hasRedraw: true },
  { hasRedraw: false },
  { critical: true },
  { critical: false },
  { patientAction: ['RETURN_FOR_REDRAW', 'NONE'] },
  { patientAction: ['UNKNOWN'] },
  { patientAction: ['VIEW_RESULTS', 'WAIT', 'VISIT_COLLECTION_SITE'] },
  { patientAction: [] },
  { status: ['ACTIVE'], patientAction: ['VIEW_RESULTS', 'RETURN_FOR_REDRAW'] },
  { status: [], hasRedraw: true },
  { orderStatus: null, hasRedraw: null, critical: null, patientAction: null, status: null },
  { orderStatus: ['COMPLETED'], hasRedraw: true, critical: false, patientAction: ['VIEW_RESULTS'] },
];

/** Whether the fields of a transaction match the filters, as the viewer reads them. */
function fulfils(transaction: Listed, filters: Filters): boolean {
  const { status, orderStatus, hasRedraw, critical, patientAction } = filters;
  const isCritical = transaction.orders.some((order) => order.interpretation === 'CRITICAL');
  return (
    (status?.includes(transaction.status) ?? true) &&
    (orderStatus == null ||
      transaction.orders.some((order) => orderStatus.includes(order.status))) &&
    (hasRedraw ?? transaction.redrawOrder !== null) === (transaction.redrawOrder !== null) &&
    (critical ?? isCritical) === isCritical &&
    (patientAction?.includes(transaction.patientAction) ?? true)
  );
}

const ARGUMENTS = `userId: $userId, status: $status, orderStatus: $orderStatus, hasRedraw: $hasRedraw, critical: $critical,
  patientAction: $patientAction, first: $first, after: $after`;
const NODE = 'id status patientAction redrawOrder { id } orders { status interpretation }';
const PAGE = `query(
  $userId: ID, $status: [OrderTransactionStatus!], $orderStatus: [OrderStatus!], $hasRedraw: Boolean, $critical: Boolean,
  $patientAction: [PatientAction!], $first: Int, $after: String
) { orderTransactions(${ARGUMENTS}) { nodes { ${NODE} } pageInfo { hasNextPage endCursor } } }`;

interface Page {
  readonly nodes: readonly Listed[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** All pages of a list. */
async function list(caller: Caller, filters: Filters): Promise<Listed[]> {
  const headers = await headersOf(issuer, caller);
  const listed: Listed[] = [];
  let after: string | null = null;
  for (;;) {
    const variables: Record<string, unknown> = { ...filters, first: 40, after };
    const answer = await graph.ask(PAGE, variables, headers);
    expect(answer.errors).toBeUndefined();
    const page = (answer.data as { orderTransactions: Page }).orderTransactions;
    listed.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return listed;
  }
}

const VIEWERS: readonly { caller: Caller; userId?: string }[] = [
  { caller: 'staff' },
  { caller: 'staff', userId: USER_A },
  { caller: 'user A' },
  { caller: 'user A', userId: USER_A },
  { caller: 'user A', userId: USER_B },
  { caller: 'user B' },
  { caller: 'a user without orders' },
];

describe('filters of order transactions', () => {
  it('list what the fields show each viewer, in the same order, also while others read the same filters', async () => {
    await Promise.all(
      VIEWERS.map(async ({ caller, ...user }) => {
        const all = await list(caller, user);
        const lists = await Promise.all(
          FILTERS.map((filters) => list(caller, { ...user, ...filters })),
        );
        for (const [index, filters] of FILTERS.entries()) {
          const expected = all.filter((transaction) => fulfils(transaction, filters));
          const ids = lists[index]?.map(({ id }) => id);
          expect({ caller, user, filters, ids }).toEqual({
            ...{ caller, user, filters },
            ids: expected.map(({ id }) => id),
          });
        }
      }),
    );
  }, 120_000);

  it('find something of each kind for a person, and UNKNOWN for what they may read in part', async () => {
    const own = await list('user A', {});
    const partly = own.filter(({ patientAction }) => patientAction === 'UNKNOWN');

    expect(new Set(own.map(({ patientAction }) => patientAction)).size).toBeGreaterThan(4);
    expect(partly.length).toBeGreaterThan(20);
    expect(await list('user A', { patientAction: ['UNKNOWN'] })).toEqual(partly);
  });

  it('are the same in the list of a person, as an entity', async () => {
    const query = `query($users: [_Any!]!) { _entities(representations: $users) {
      ... on User { orderTransactions(hasRedraw: true, patientAction: [UNKNOWN], first: 100) { nodes { id } } }
    } }`;
    const users = [{ __typename: 'User', id: USER_A }];
    const answer = await graph.ask(query, { users }, await headersOf(issuer, 'user A'));
    const expected = await list('user A', { hasRedraw: true, patientAction: ['UNKNOWN'] });

    expect(answer).toEqual({
      data: { _entities: [{ orderTransactions: { nodes: expected.map(({ id }) => ({ id })) } }] },
    });
  });

  it('record that results were read when a list is filtered by them, also where none is found', async () => {
    const recordedBy = async (filters: Filters) => {
      const { rows: before } = await pool.query<{ id: string }>('SELECT id FROM audit_entry');
      const listed = await list('user A', filters);
      const { rows } = await pool.query<Record<string, unknown>>(
        `SELECT action, outcome, subject_ids AS ids FROM audit_entry WHERE NOT id = ANY($1) ORDER BY id`,
        [before.map(({ id }) => id)],
      );
      return { listed: listed.map(({ id }) => id), results: rows.filter(isReadingOfResults) };
    };
    const isReadingOfResults = ({ action }: Record<string, unknown>) => action === 'READ_RESULTS';

    expect((await recordedBy({ hasRedraw: true })).results).toEqual([]);
    const found = await recordedBy({ critical: true });
    expect(found.listed.length).toBeGreaterThan(0);
    expect(found.results).toMatchObject([{ outcome: 'DONE', ids: found.listed }]);
    expect(
      await recordedBy({ critical: false, patientAction: ['NONE'], status: [] }),
    ).toMatchObject({ listed: [], results: [{ outcome: 'NOT_FOUND', ids: [] }] });
  });

  it('continue from a cursor of another filter: a cursor is a position in the list of all', async () => {
    const [first] = await list('staff', { hasRedraw: true });
    const all = await list('staff', {});
    const answer = await graph.ask(
      '{ orderTransactions(hasRedraw: true, first: 1) { pageInfo { endCursor } } }',
      {},
      await headersOf(issuer, 'staff'),
    );
    const { endCursor } = (answer.data as { orderTransactions: Page }).orderTransactions.pageInfo;
    const rest = await graph.ask(
      `query($after: String) { orderTransactions(critical: false, first: 1, after: $after) { nodes { id } } }`,
      { after: endCursor },
      await headersOf(issuer, 'staff'),
    );
    const position = all.findIndex(({ id }) => id === first?.id);
    const next = all.slice(position + 1).find((it) => fulfils(it, { critical: false }));
    expect(rest.data).toEqual({ orderTransactions: { nodes: [{ id: next?.id }] } });
  });
});
