import { randomBytes, randomUUID } from 'node:crypto';
import { Sealer } from '../../../src/database/sealer.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { Quarantine } from '../../../src/ingest/quarantine.js';
import { eraseUser } from '../../../src/maintenance/erasure/erase-user.js';
import { isEqual, replay } from '../../../src/maintenance/replay.js';
import type { Fact } from '../../../src/orders/facts.js';
import {
  absenceFact,
  appointmentFact,
  at,
  criticalFact,
  orderFact,
  OTHER_APPOINTMENT,
} from '../../orders/support/supplement-facts.js';
import { testDatabaseUrl } from '../../support/test-server.js';
import { countRows } from '../../support/mirror.js';
import { useTestDatabase } from '../../support/use-database.js';

const HERS = 'client-1';
const UNNAMED = { client_user_id: null };
const TABLES = ['order_transaction', 'lab_order', 'lab_appointment', 'critical_result'];

const { dataSource, pool } = useTestDatabase('TEST');
const quarantine = new Quarantine(dataSource, new Sealer([randomBytes(32)]));

afterEach(async () => expect(isEqual(await replay(testDatabaseUrl()))).toBe(true));

async function ingest(...facts: Fact[]): Promise<void> {
  const ingester = new Ingester(pool);
  for (const fact of facts) {
    const source = fact.kind === 'NO_APPOINTMENT' ? 'REST' : 'WEBHOOK';
    await ingester.take({ source, key: randomUUID(), eventType: null, fact });
  }
}

/** The number of rows of each table, and of the facts that the inbox stores. */
async function stored(): Promise<number[]> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(fact)::int AS count FROM webhook_inbox',
  );
  const counts = await Promise.all(TABLES.map((table) => countRows(pool, table)));
  return [...counts, rows[0]?.count ?? 0];
}

const erase = (userId = HERS) =>
  eraseUser({ url: testDatabaseUrl(), dataSource }, quarantine, userId);

const OF_HER_ORDER = [
  appointmentFact(),
  appointmentFact({ id: OTHER_APPOINTMENT }, UNNAMED),
  absenceFact(1, at(100)),
  criticalFact(),
  { ...criticalFact({ status: 'partial' }), userId: null },
];
const WITHOUT_A_TRANSACTION = OF_HER_ORDER.map((fact) =>
  fact.kind === 'APPOINTMENT'
    ? appointmentFact(
        { id: fact.appointment.id, order_transaction_id: null },
        { client_user_id: fact.userId },
      )
    : fact,
);

describe('an erasure', () => {
  it.each([
    ['of an order of the person', [orderFact([['ordered', at(0)]]), ...OF_HER_ORDER]],
    [
      'that arrived before their order, with the order and the transaction that they name',
      OF_HER_ORDER,
    ],
    ['that name no known order', WITHOUT_A_TRANSACTION],
  ])('removes appointments and critical results %s', async (_what, facts) => {
    await ingest(...facts);
    expect((await stored()).at(-1)).toBe(facts.length);

    await erase();

    expect(await stored()).toEqual([0, 0, 0, 0, 0]);
  });

  it('leaves an order without a report that also names another person, and removes what names the person', async () => {
    await ingest(appointmentFact(), criticalFact(), {
      ...criticalFact({ status: 'partial' }),
      userId: 'another',
    });

    await erase();

    expect(await stored()).toEqual([0, 0, 0, 1, 1]);
  });

  it('leaves the appointments and critical results of another person', async () => {
    await ingest(orderFact([['ordered', at(0)]]), ...OF_HER_ORDER);
    const before = await stored();

    await erase('another');

    expect(await stored()).toEqual(before);
    expect(before).toEqual([1, 1, 2, 1, 6]);
  });
});
