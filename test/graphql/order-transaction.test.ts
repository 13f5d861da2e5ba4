import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from './support/graph-server.js';
import {
  INITIAL_ORDER,
  insertEvent,
  insertOrder,
  insertTransaction,
  REDRAW_ORDER,
  TRANSACTION,
} from './support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase('TEST');
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

async function askTransaction(selection: string): Promise<unknown> {
  const answer = await graph.ask(`query($id: ID!) { orderTransaction(id: $id) { ${selection} } }`, {
    id: TRANSACTION,
  });
  expect(answer.errors).toBeUndefined();
  return (answer.data as { orderTransaction: unknown }).orderTransaction;
}

describe('an order transaction', () => {
  it('contains everything known about it and its orders', async () => {
    await insertTransaction(pool, {
      status: 'active',
      raw_status: 'active',
      created_at: '2026-03-03T09:26:51.998398Z',
      updated_at: '2026-03-08T22:29:55.1Z',
    });
    await insertOrder(pool, {
      origin: 'initial',
      status: 'collecting_sample.walk_in_test.redraw_available',
      collection_method: 'walk_in_test',
      lab: 'Labcorp',
      test_id: 'f2b67281-1734-4c87-bdf6-43def10108b5',
      test_name: 'Lipids Panel',
      sample_id: 'T1955183234',
      interpretation: 'normal',
      has_missing_results: true,
      expected_result_by: '2026-03-12',
      created_at: '2026-03-03T09:26:51.998398Z',
      updated_at: '2026-03-06T10:02:16Z',
    });

    expect(
      await askTransaction(`status rawStatus createdAt updatedAt changedAt orders { ${ORDER} }`),
    ).toEqual({
      status: 'ACTIVE',
      rawStatus: 'active',
      createdAt: '2026-03-03T09:26:51.998Z',
      updatedAt: '2026-03-08T22:29:55.100Z',
      changedAt: '2026-03-09T00:00:00.123Z',
      orders: [
        {
          origin: 'INITIAL',
          status: 'REDRAW_AVAILABLE',
          rawStatus: 'collecting_sample.walk_in_test.redraw_available',
          phase: 'COLLECTING_SAMPLE',
          collectionMethod: 'WALK_IN_TEST',
          lab: 'Labcorp',
          testId: 'f2b67281-1734-4c87-bdf6-43def10108b5',
          testName: 'Lipids Panel',
          sampleId: 'T1955183234',
          interpretation: 'NORMAL',
          hasMissingResults: true,
          expectedResultBy: '2026-03-12',
          createdAt: '2026-03-03T09:26:51.998Z',
          updatedAt: '2026-03-06T10:02:16.000Z',
          changedAt: '2026-03-09T00:00:00.123Z',
        },
      ],
    });
  });

  it('has nulls when nothing but its existence is known', async () => {
    await insertTransaction(pool);
    await insertOrder(pool);

    expect(
      await askTransaction(
        `rawStatus createdAt updatedAt orders { ${ORDER} parent { id } events { id } }`,
      ),
    ).toEqual({
      rawStatus: null,
      createdAt: null,
      updatedAt: null,
      orders: [
        {
          origin: null,
          status: 'UNKNOWN',
          rawStatus: null,
          phase: 'UNKNOWN',
          collectionMethod: null,
          lab: null,
          testId: null,
          testName: null,
          sampleId: null,
          interpretation: null,
          hasMissingResults: null,
          expectedResultBy: null,
          createdAt: null,
          updatedAt: null,
          changedAt: '2026-03-09T00:00:00.123Z',
          parent: null,
          events: [],
        },
      ],
    });
  });

  it('has UNKNOWN for words that Junction may add', async () => {
    await insertTransaction(pool, { status: 'paused' });
    await insertOrder(pool, {
      origin: 'reflex',
      status: 'archived.by_drone.constructor',
      collection_method: 'by_drone',
      interpretation: 'odd',
    });

    const words = 'origin status phase collectionMethod interpretation';
    expect(await askTransaction(`status orders { ${words} }`)).toEqual({
      status: 'UNKNOWN',
      orders: [
        {
          origin: 'UNKNOWN',
          status: 'UNKNOWN',
          phase: 'UNKNOWN',
          collectionMethod: 'UNKNOWN',
          interpretation: 'UNKNOWN',
        },
      ],
    });
  });
});

const ORDER = `origin status rawStatus phase collectionMethod lab testId testName sampleId interpretation
  hasMissingResults expectedResultBy createdAt updatedAt changedAt`;

describe('the orders of a transaction', () => {
  const THIRD_ORDER = '0b4b7d22-8a49-4baf-9061-b6dba580b43d';
  const EARLY = '2026-03-03T09:26:51.000001Z';
  const LATE = '2026-03-03T09:26:51.000002Z';

  beforeEach(() => insertTransaction(pool));

  it('are sorted by creation time to the microsecond', async () => {
    await insertOrder(pool, { id: INITIAL_ORDER, origin: 'initial', created_at: LATE });
    await insertOrder(pool, { id: REDRAW_ORDER, origin: 'redraw', created_at: EARLY });

    expect(await askTransaction(SORTED)).toEqual({
      ascending: [{ id: REDRAW_ORDER }, { id: INITIAL_ORDER }],
      descending: [{ id: INITIAL_ORDER }, { id: REDRAW_ORDER }],
    });
  });

  it('are sorted by origin, the initial one first, then by id, where times are equal', async () => {
    await insertOrder(pool, { id: REDRAW_ORDER, origin: 'redraw', created_at: EARLY });
    await insertOrder(pool, { id: THIRD_ORDER, origin: null, created_at: EARLY });
    await insertOrder(pool, { id: INITIAL_ORDER, origin: 'initial', created_at: EARLY });

    expect(await askTransaction(SORTED)).toEqual({
      ascending: [{ id: INITIAL_ORDER }, { id: THIRD_ORDER }, { id: REDRAW_ORDER }],
      descending: [{ id: REDRAW_ORDER }, { id: THIRD_ORDER }, { id: INITIAL_ORDER }],
    });
  });

  it('are found by their origin, and refer to each other', async () => {
    await insertOrder(pool, { id: INITIAL_ORDER, origin: 'initial', created_at: EARLY });
    await insertOrder(pool, {
      id: REDRAW_ORDER,
      origin: 'redraw',
      parent_id: INITIAL_ORDER,
      created_at: LATE,
    });

    expect(
      await askTransaction(
        'initialOrder { id } redrawOrder { id parent { id } transaction { id } }',
      ),
    ).toEqual({
      initialOrder: { id: INITIAL_ORDER },
      redrawOrder: {
        id: REDRAW_ORDER,
        parent: { id: INITIAL_ORDER },
        transaction: { id: TRANSACTION },
      },
    });
  });

  it('can be neither an initial order nor a redraw', async () => {
    await insertOrder(pool, { origin: 'recreation', transaction_id: TRANSACTION });

    expect(await askTransaction('initialOrder { id } redrawOrder { id }')).toEqual({
      initialOrder: null,
      redrawOrder: null,
    });
  });
});

const SORTED = `ascending: orders { id } descending: orders(orderBy: CREATED_DESC) { id }`;

describe('the timeline', () => {
  it('lists the events of all orders, oldest first', async () => {
    await insertTransaction(pool);
    await insertOrder(pool, { id: INITIAL_ORDER });
    await insertOrder(pool, { id: REDRAW_ORDER });
    await insertEvent(pool, {
      order_id: INITIAL_ORDER,
      event_id: 3,
      created_at: '2026-03-05T00:00:00Z',
    });
    await insertEvent(pool, {
      order_id: REDRAW_ORDER,
      event_id: 2,
      created_at: '2026-03-04T00:00:00Z',
    });
    await insertEvent(pool, {
      order_id: INITIAL_ORDER,
      event_id: 10,
      created_at: '2026-03-03T00:00:00Z',
    });
    await insertEvent(pool, {
      order_id: INITIAL_ORDER,
      event_id: 9,
      created_at: '2026-03-03T00:00:00Z',
    });

    expect(await askTransaction('timeline { id order { id } }')).toEqual({
      timeline: [
        { id: `${INITIAL_ORDER}:9`, order: { id: INITIAL_ORDER } },
        { id: `${INITIAL_ORDER}:10`, order: { id: INITIAL_ORDER } },
        { id: `${REDRAW_ORDER}:2`, order: { id: REDRAW_ORDER } },
        { id: `${INITIAL_ORDER}:3`, order: { id: INITIAL_ORDER } },
      ],
    });
  });

  it('contains Junction’s words and those of the graph', async () => {
    await insertTransaction(pool);
    await insertOrder(pool);
    await insertEvent(pool, {
      event_id: 1,
      status: 'failed.walk_in_test.sample_error',
      status_detail: 'sample_hemolyzed',
      created_at: '2026-03-04T08:00:00.000999Z',
    });

    expect(await askTransaction('timeline { status rawStatus statusDetail createdAt }')).toEqual({
      timeline: [
        {
          status: 'SAMPLE_ERROR',
          rawStatus: 'failed.walk_in_test.sample_error',
          statusDetail: 'sample_hemolyzed',
          createdAt: '2026-03-04T08:00:00.000Z',
        },
      ],
    });
  });
});
