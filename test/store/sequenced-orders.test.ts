import { randomUUID } from 'node:crypto';
import { GATEWAY } from '../../src/access/viewer.js';
import { toInstant } from '../../src/junction/instant.js';
import { compareOrders } from '../../src/orders/order-sequence.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { insertOrder, insertTransaction } from '../graphql/support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();
const mirror = createMirrorReads(pool);

const SEQUENCED = 'c2000000-0000-4000-8000-000000000000';
const ORIGINS = [null, 'initial', 'redraw', 'initial'];
const TIMES = [null, '2026-03-06T10:02:17Z', '2026-03-06T10:02:17.30383Z', '2026-03-06T10:02:18Z'];

beforeAll(async () => {
  await insertTransaction(pool, { id: SEQUENCED });
  for (const created_at of TIMES) {
    for (const origin of ORIGINS) {
      await insertOrder(pool, { id: randomUUID(), transaction_id: SEQUENCED, origin, created_at });
    }
  }
});

describe('the orders of a transaction', () => {
  it.each(['SUMMARY', 'FULL'] as const)('are in their sequence (%s)', async (columns) => {
    const page = { statuses: null, changedAfter: null, after: null, limit: 1 };
    const [found] = await mirror.findTransactions(GATEWAY, [SEQUENCED], columns);
    const [listed] = await mirror.listTransactions(GATEWAY, page, columns);

    for (const row of [found, listed]) {
      const orders = row?.members?.orders.map(({ id, origin, createdAt }) => ({
        ...{ id, origin },
        createdAt: createdAt === null ? null : toInstant(createdAt),
      }));
      expect(orders).toHaveLength(ORIGINS.length * TIMES.length);
      expect(orders).toEqual(orders?.toSorted(compareOrders));
    }
  });
});
