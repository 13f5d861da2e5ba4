import { createAuthenticator } from '../../src/access/authenticator.js';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { CollectionSites } from '../../src/collection-sites/sites-source.js';
import { DocumentLinks } from '../../src/documents/document-links.js';
import { MissingDocuments } from '../../src/documents/missing-documents.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { json } from '../junction/upstream-server.js';
import { useJunction } from '../junction/use-junction.js';
import { useTestDatabase } from '../support/use-database.js';
import { callers, headersOf, MAY_SEE, ROUTER_SECRET, type Caller } from './support/callers.js';
import { useIssuer } from './support/issuer.js';
import { insertTwoPatients, ORDERS } from './support/two-patients.js';

const { dataSource, pool } = useTestDatabase();
const issuer = useIssuer();
const { junction, client } = useJunction();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [ROUTER_SECRET], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
  audit: createAuditTrail({ dataSource, pool }),
  collectionSites: new CollectionSites(client),
  labDocuments: {
    links: new DocumentLinks({ secret: 'the secret of the links', publicUrl: null }),
    missing: new MissingDocuments(pool),
  },
}));

const ORDERED = [
  {
    version: '1',
    parts: {
      test: {
        markers: [
          { id: '7', name: 'Ferritin', slug: null, providerId: null, rawType: null, unit: null },
        ],
        rawSampleType: 'serum',
        isFastingRequired: true,
        commonTurnaroundDays: 3,
        worstCaseTurnaroundDays: 5,
      },
      hasAbn: true,
      kitShipment: {
        outbound: { trackingNumber: '1Z999', trackingUrl: null, courier: 'ups' },
        inbound: null,
      },
    },
  },
];

beforeAll(async () => {
  junction.answerWith(json(200, { patient_service_centers: [] }));
  await insertTwoPatients(pool);
  await pool.query(
    `UPDATE lab_order
     SET status = 'received.walk_in_test.requisition_created', collection_method = 'walk_in_test',
       record = jsonb_set(coalesce(record, '{}'), '{ordered}', $1::jsonb)`,
    [JSON.stringify(ORDERED)],
  );
  await pool.query(`UPDATE order_event SET status = 'received.walk_in_test.requisition_created'`);
});

const PARTS = [
  'markers { id }',
  'sampleType',
  'hasAbn',
  'kitShipment { outbound { trackingNumber } }',
  'requisitionPdf { url }',
  'abnPdf { url }',
  'collectionSites { id }',
];
const BY_ID = `{ ${Object.values(ORDERS)
  .map((id, index) => `f${index}: order(id: "${id}") { id ${PARTS.join(' ')} }`)
  .join('\n')} }`;
const BY_ENTITY = `query($orders: [_Any!]!) {
  _entities(representations: $orders) { ... on Order { id ${PARTS.join(' ')} } }
}`;
const VARIABLES = { orders: Object.values(ORDERS).map((id) => ({ __typename: 'Order', id })) };

async function readOrders(caller: Caller, query: string): Promise<Record<string, unknown>[]> {
  const answer = await graph.ask(query, VARIABLES, await headersOf(issuer, caller));
  expect(answer.errors).toBeUndefined();
  const values = Object.values(answer.data as Record<string, unknown>).flat();
  return values.filter((it) => it !== null) as Record<string, unknown>[];
}

describe.each([
  ['order(id:)', BY_ID],
  ['_entities', BY_ENTITY],
])('what was ordered, its documents, parcels and sites, by %s', (_entry, query) => {
  it.each(callers)('are returned to %s for their own orders and no others', async (caller) => {
    const before = junction.requests.length;
    const found = await readOrders(caller, query);

    const own = Object.values(ORDERS).filter((id) => MAY_SEE[caller].includes(id));
    expect(found.map(({ id }) => id).sort()).toEqual(own.sort());
    for (const order of found) {
      expect(Object.entries(order).filter(([, part]) => part === null)).toEqual([]);
    }
    const called = junction.requests.slice(before).map(({ url }) => url?.split('/')[3]);
    expect(own).toEqual(expect.arrayContaining(called));
  });
});
