import { randomUUID } from 'node:crypto';
import { Ingester } from '../../src/ingest/ingester.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import type { Fact } from '../../src/orders/facts.js';
import {
  appointmentFact,
  at,
  criticalFact,
  ORDER,
  orderFact,
  TRANSACTION,
} from '../orders/support/supplement-facts.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { countRows } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase('TEST');

afterEach(async () => expect(isEqual(await replay(testDatabaseUrl()))).toBe(true));

async function ingest(...facts: Fact[]): Promise<void> {
  const ingester = new Ingester(pool);
  for (const fact of facts) {
    await ingester.take({ source: 'WEBHOOK', key: randomUUID(), eventType: null, fact });
  }
}

async function placeholders(): Promise<unknown[]> {
  const { rows } = await pool.query<object>(
    'SELECT id, transaction_id, user_id, changed_at FROM lab_order',
  );
  return rows;
}

describe('an appointment', () => {
  it('creates an order and a transaction without a person when it names both', async () => {
    await ingest(appointmentFact());

    expect(await placeholders()).toMatchObject([
      { id: ORDER, transaction_id: TRANSACTION, user_id: null },
    ]);
    expect(await countRows(pool, 'order_transaction')).toBe(1);
  });

  it.each([
    ['transaction', { order_transaction_id: null }, {}],
    ['team', {}, { team_id: 'none' }],
    ['user', { user_id: 'none' }, { user_id: 'none' }],
  ])('creates nothing without a %s, and is stored', async (_what, data, envelope) => {
    await ingest(appointmentFact(data, envelope));

    expect(await placeholders()).toEqual([]);
    expect(await countRows(pool, 'lab_appointment')).toBe(1);
  });

  it('moves `changedAt` of a known order', async () => {
    await ingest(orderFact([['ordered', at(0)]]));
    const before = await placeholders();
    await ingest(appointmentFact({ order_transaction_id: null }));

    expect(await placeholders()).not.toEqual(before);
  });
});

describe('a critical result', () => {
  it('creates no order, and is stored', async () => {
    await ingest(criticalFact());

    expect(await placeholders()).toEqual([]);
    expect(await countRows(pool, 'critical_result')).toBe(1);
  });
});
