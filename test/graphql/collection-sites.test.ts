import { randomUUID } from 'node:crypto';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { CollectionSites } from '../../src/collection-sites/sites-source.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { inTurn, json } from '../junction/upstream-server.js';
import { useTestDatabase } from '../support/use-database.js';
import { useGraphServer } from './support/graph-server.js';
import {
  INITIAL_ORDER,
  insertOrder,
  insertTransaction,
  REDRAW_ORDER,
} from './support/mirror-rows.js';
import { useJunction } from '../junction/use-junction.js';

const SITES = {
  lab_id: 6,
  slug: 'labcorp',
  patient_service_centers: Array.from({ length: 12 }, (_, index) => ({
    metadata: { name: `Site ${index}`, city: 'Test City', first_line: '1 Sample Avenue' },
    distance: index,
    site_code: `S${index}`,
    capabilities: [],
  })),
};

const { dataSource, pool } = useTestDatabase('TEST');
const { junction, client } = useJunction({ lifetime: 'TEST' }, { retries: 0, deadlineMs: 1_000 });
const graph = useGraphServer(
  () => ({
    mirror: createMirrorReads(pool),
    audit: createAuditTrail({ dataSource, pool }),
    collectionSites: new CollectionSites(client),
  }),
  { lifetime: 'TEST' },
);

beforeEach(async () => {
  junction.answerWith(json(200, SITES));
  await insertTransaction(pool);
  await insertOrder(pool, walkIn('received.walk_in_test.requisition_created'));
});

function walkIn(status: string | null, id = INITIAL_ORDER) {
  return { id, collection_method: 'walk_in_test', status, user_id: 'anna' };
}

interface Answer {
  readonly data: { readonly order: { readonly collectionSites: { readonly id: string }[] | null } };
  readonly errors?: readonly { readonly message: string; readonly extensions: unknown }[];
}

async function sites(variables = {}, id = INITIAL_ORDER): Promise<Answer> {
  const query = `query($id: ID!, $within: Int, $first: Int) {
    order(id: $id) {
      collectionSites(withinMiles: $within, first: $first) {
        id name distanceMiles canBookThroughJunction address { city }
      }
    }
  }`;
  return (await graph.ask(query, { id, ...variables })) as Answer;
}

const requested = () => junction.requests.map(({ url }) => url);

async function auditedReads() {
  const { rows } = await pool.query<object>(
    `SELECT subject_ids, outcome FROM audit_entry
     WHERE action = 'READ_COLLECTION_SITES' AND at > now() - interval '1 minute' AND $1 = ANY(subject_ids)
     ORDER BY id`,
    [INITIAL_ORDER],
  );
  return rows;
}

describe('the collection sites of an order', () => {
  it('are the ten nearest within 25 miles, and leave an audit entry', async () => {
    const before = (await auditedReads()).length;
    const { data, errors } = await sites();

    expect(errors).toBeUndefined();
    expect(data.order.collectionSites?.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `S${index}`),
    );
    expect(data.order.collectionSites?.[1]).toEqual({
      id: 'S1',
      name: 'Site 1',
      distanceMiles: 1,
      canBookThroughJunction: false,
      address: { city: 'Test City' },
    });
    expect(requested()).toEqual([`/v3/order/${INITIAL_ORDER}/psc/info?radius=25`]);
    expect((await auditedReads()).slice(before)).toEqual([
      { subject_ids: [INITIAL_ORDER], outcome: 'DONE' },
    ]);
  });

  it('have the defaults for explicit nulls, and others as given', async () => {
    const byDefault = await sites({ within: null, first: null });
    const given = await sites({ within: 100, first: 2 });

    expect(byDefault.data.order.collectionSites).toHaveLength(10);
    expect(given.data.order.collectionSites).toHaveLength(2);
    expect(requested()).toEqual([
      `/v3/order/${INITIAL_ORDER}/psc/info?radius=25`,
      `/v3/order/${INITIAL_ORDER}/psc/info?radius=100`,
    ]);
  });

  it.each([{ within: 0 }, { within: 26 }, { within: -25 }, { first: 0 }, { first: 31 }])(
    'are BAD_USER_INPUT with %j, without a call',
    async (argument) => {
      const { errors } = await sites(argument);

      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(requested()).toEqual([]);
    },
  );

  it.each([
    ['of an order without a status', walkIn(null, REDRAW_ORDER)],
    [
      'once the sample is drawn',
      walkIn('sample_with_lab.walk_in_test.draw_completed', REDRAW_ORDER),
    ],
    ['of a cancelled order', walkIn('cancelled.walk_in_test.cancelled', REDRAW_ORDER)],
    [
      'of an order that awaits its redraw',
      walkIn('collecting_sample.walk_in_test.redraw_available', REDRAW_ORDER),
    ],
    ['at a status that is not known', walkIn('received.walk_in_test.surprise', REDRAW_ORDER)],
    [
      'of a kit',
      { ...walkIn('received.testkit.ordered', REDRAW_ORDER), collection_method: 'testkit' },
    ],
  ])('are null %s, without a call', async (_what, columns) => {
    await insertOrder(pool, columns);

    const { data, errors } = await sites({}, REDRAW_ORDER);

    expect(errors).toBeUndefined();
    expect(data.order.collectionSites).toBeNull();
    expect(requested()).toEqual([]);
  });

  it.each(['ordered', 'requisition_bypassed', 'appointment_scheduled', 'appointment_cancelled'])(
    'are read at the status %s',
    async (lowStatus) => {
      await insertOrder(pool, walkIn(`collecting_sample.walk_in_test.${lowStatus}`, REDRAW_ORDER));

      const { data } = await sites({}, REDRAW_ORDER);

      expect(data.order.collectionSites).toHaveLength(10);
    },
  );

  it('are remembered by order and radius, and each reading is audited', async () => {
    const before = (await auditedReads()).length;
    await sites();
    await sites({ first: 3 });
    await sites({ within: 50 });

    expect(junction.requests).toHaveLength(2);
    expect((await auditedReads()).slice(before)).toHaveLength(3);
  });

  it('cost one call for all concurrent requests', async () => {
    junction.answerWith(json(200, SITES, { afterMs: 100 }));

    const answers = await Promise.all(Array.from({ length: 5 }, () => sites()));

    expect(answers.map(({ data }) => data.order.collectionSites?.length)).toEqual(
      Array(5).fill(10),
    );
    expect(junction.requests).toHaveLength(1);
  });

  it.each([
    ['UPSTREAM_UNAVAILABLE', json(503, {})],
    ['UPSTREAM_REJECTED', json(400, {})],
    ['UPSTREAM_REJECTED', json(200, { detail: 'no list' })],
    ['UPSTREAM_TIMEOUT', () => undefined],
  ])(
    'are null with the error %s when Junction fails, and are read again',
    async (code, failing) => {
      junction.answerWith(inTurn(failing, json(200, SITES)));

      const failed = await sites();
      expect(failed.data.order).toEqual({ collectionSites: null });
      expect(failed.errors).toMatchObject([{ extensions: { code } }]);
      expect((await auditedReads()).at(-1)).toMatchObject({ outcome: 'FAILED' });

      expect((await sites()).data.order.collectionSites).toHaveLength(10);
    },
  );

  it('are null where Junction does not know the order', async () => {
    junction.answerWith(json(404, {}));

    expect(await sites()).toEqual({ data: { order: { collectionSites: null } } });
  });

  it('fail for one order without failing for another', async () => {
    await insertOrder(pool, walkIn('received.walk_in_test.ordered', REDRAW_ORDER));
    junction.answerWith((request, response) => {
      const reply = request.url?.includes(REDRAW_ORDER) ? json(500, {}) : json(200, SITES);
      reply(request, response);
    });

    const { data, errors } = await graph.ask(
      `{ orderTransactions { nodes { orders { id status collectionSites(first: 1) { id } } } } }`,
    );

    expect(data).toMatchObject({
      orderTransactions: {
        nodes: [
          {
            orders: [
              { id: REDRAW_ORDER, collectionSites: null },
              { id: INITIAL_ORDER, collectionSites: [{ id: 'S0' }] },
            ],
          },
        ],
      },
    });
    expect(errors).toHaveLength(1);
  });

  it('cost as many items as requested', async () => {
    const listOf = (fields: string) =>
      graph.ask(`{ orderTransactions(first: 100) { nodes { orders { ${fields} } } } }`);
    const aliases = (count: number) =>
      Array.from({ length: count }, (_, it) => `a${it}: collectionSites(first: 30) { id }`).join(
        ' ',
      );

    expect((await listOf(aliases(4))).errors).toBeUndefined();
    expect((await listOf(aliases(5))).errors).toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED' } },
    ]);
  });

  it('are not requested for an order that does not exist', async () => {
    const before = junction.requests.length;

    expect(await sites({}, randomUUID())).toEqual({ data: { order: null } });
    expect(junction.requests).toHaveLength(before);
  });
});
