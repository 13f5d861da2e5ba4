import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { readPayload } from '../../src/webhooks/payload.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed } from '../support/journeys.js';
import { useTestDatabase } from '../support/use-database.js';
import { useIssuer } from './support/issuer.js';

const [PLACED = {}] = journeyNamed('b01-redraw-full').webhooks;
const ORDER = PLACED.data as { id: string; user_id: string; events: object[] };
const FORMER = PLACED.client_user_id as string;
const OTHER_PATIENT = '22222222-2222-4222-8222-222222222222';
const REGISTERED = {
  id: 9_000_000,
  status: 'received.testkit.registered',
  created_at: '2026-11-05T10:00:00+00:00',
};
const REBOUND = {
  ...PLACED,
  user_id: OTHER_PATIENT,
  client_user_id: 'ben',
  data: {
    ...ORDER,
    user_id: OTHER_PATIENT,
    events: [...ORDER.events, REGISTERED],
    last_event: REGISTERED,
  },
};

const { dataSource, pool } = useTestDatabase();
const issuer = useIssuer();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
  audit: createAuditTrail({ dataSource, pool }),
}));
const ingester = new Ingester(pool);

async function receive(webhook: object, key: string): Promise<void> {
  const payload = readPayload(Buffer.from(JSON.stringify(webhook)));
  if (payload.kind !== 'ORDER') throw new Error('the webhook is about an order');
  await ingester.take({ source: 'WEBHOOK', key, eventType: null, fact: payload.report });
}

/** The data of the order that a person can read, by each entry point. */
async function readBy(sub: string): Promise<unknown> {
  const query = `query($id: ID!, $entities: [_Any!]!) {
    order(id: $id) { id }
    orderTransactions { nodes { orders { id } } }
    _entities(representations: $entities) { ... on Order { id } }
  }`;
  const variables = { id: ORDER.id, entities: [{ __typename: 'Order', id: ORDER.id }] };
  const { data, errors } = await graph.ask(query, variables, {
    authorization: `Bearer ${await issuer.sign({ sub })}`,
  });
  expect(errors).toBeUndefined();
  return data;
}

const VISIBLE = {
  order: { id: ORDER.id },
  orderTransactions: { nodes: [{ orders: [{ id: ORDER.id }] }] },
  _entities: [{ id: ORDER.id }],
};
const INVISIBLE = { order: null, orderTransactions: { nodes: [] }, _entities: [null] };

it('the former person’s access ends with the webhook that registers the kit for another person', async () => {
  await receive(PLACED, 'msg_1');
  expect(await readBy(FORMER)).toEqual(VISIBLE);
  expect(await readBy('ben')).toEqual(INVISIBLE);

  await receive(REBOUND, 'msg_2');
  expect(await readBy(FORMER)).toEqual(INVISIBLE);
  expect(await readBy('ben')).toEqual(VISIBLE);

  // A late duplicate of the older state changes nothing.
  await receive(PLACED, 'msg_3');
  expect(await readBy(FORMER)).toEqual(INVISIBLE);
  expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
});
