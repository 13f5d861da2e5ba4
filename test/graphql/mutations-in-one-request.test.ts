import { randomUUID } from 'node:crypto';
import { Ingester } from '../../src/ingest/ingester.js';
import { createOrderTracker } from '../../src/ingest/order-tracker.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { emptyTables } from '../support/empty-tables.js';
import { useTestDatabase } from '../support/use-database.js';
import { startGraphServer, type GraphServer } from './support/graph-server.js';
import { REDRAW_ORDER, INITIAL_ORDER, TRANSACTION } from './support/mirror-rows.js';

const { pool } = useTestDatabase();
let graph: GraphServer;

beforeAll(async () => {
  const mirror = createMirrorReads(pool);
  const ingester = new Ingester(pool);
  graph = await startGraphServer({
    mirror,
    trackOrder: createOrderTracker(mirror, ingester),
    // Changes the transaction in the mirror, as a cancellation does.
    cancelOrder: async () => {
      await createOrderTracker(mirror, ingester)(tracked(randomUUID()));
      return 'CANCELLED';
    },
  });
});
beforeEach(() => emptyTables(pool));
afterAll(() => graph.close());

function tracked(orderId: string) {
  return { orderId, transactionId: TRANSACTION, userId: 'anna' };
}

const ORDERS = `order {
  transaction { patientAction isCritical orders { id events { id } markers { id } appointments { id } } }
}`;

/** The number of orders of the transaction that each of the mutations returned. */
async function countOrders(mutations: string): Promise<number[]> {
  const { data, errors } = await graph.ask(`mutation { ${mutations} }`);
  expect(errors).toBeUndefined();
  return Object.values(data as Record<string, { order: { transaction: { orders: [] } } }>).map(
    ({ order }) => order.transaction.orders.length,
  );
}

function trackField(alias: string, orderId: string): string {
  const input = `{ orderId: "${orderId}", orderTransactionId: "${TRANSACTION}", userId: "anna" }`;
  return `${alias}: trackOrder(input: ${input}) { ${ORDERS} }`;
}

describe('mutations in one request', () => {
  it('each return what they have changed, after an earlier trackOrder', async () => {
    const mutations = [trackField('a', INITIAL_ORDER), trackField('b', REDRAW_ORDER)];

    expect(await countOrders(mutations.join(' '))).toEqual([1, 2]);
  });

  it('each return what they have changed, after an earlier cancelOrder', async () => {
    const cancelField = `cancelOrder(input: { orderId: "${INITIAL_ORDER}" }) { ${ORDERS} }`;
    const mutations = [
      trackField('a', INITIAL_ORDER),
      `b: ${cancelField}`,
      `c: ${cancelField}`,
      trackField('d', REDRAW_ORDER),
    ];

    expect(await countOrders(mutations.join(' '))).toEqual([1, 2, 3, 4]);
  });
});
