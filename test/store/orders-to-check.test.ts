import { ORDERS_TO_CHECK } from '../../src/store/orders-to-check.js';
import { expectIndexed, planOf } from './support/plans.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();

/** Of 200,000 orders, twenty are not drawn yet. Each order has an appointment; twenty of these are in the future. */
const FILL = `
  WITH made AS (
    INSERT INTO lab_order (id, status, collection_method, changed_at, record)
    SELECT ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid,
      CASE WHEN i % 10000 = 0 THEN 'collecting_sample.walk_in_test.appointment_scheduled'
        WHEN i % 10 < 5 THEN 'completed.walk_in_test.completed' ELSE 'cancelled.walk_in_test.cancelled' END,
      'walk_in_test', now(), '{}'
    FROM generate_series($1::int + 1, $1::int + 50000) AS i
    RETURNING id
  )
  INSERT INTO lab_appointment (order_id, id, status, start_at, updated_at, record)
  SELECT id, id, CASE WHEN row_number() OVER () % 2 = 0 THEN 'cancelled' ELSE 'confirmed' END,
    now() + (CASE WHEN row_number() OVER () % 10000 = 9999 THEN 1 ELSE -1 END) * interval '1 day', now(), '{}'
  FROM made`;

describe('the orders whose appointments are requested', () => {
  // Later test files search every remaining row for marked personal data.
  afterAll(() => pool.query('TRUNCATE lab_order, lab_appointment'));

  it('are read from indexes, with 200,000 orders', async () => {
    // Inserted in parts, because statements have a time limit.
    for (let first = 0; first < 200_000; first += 50_000) await pool.query(FILL, [first]);
    await pool.query('ANALYZE lab_order, lab_appointment');

    const { rows } = await pool.query(ORDERS_TO_CHECK);
    expect(rows).toHaveLength(40);
    expectIndexed(await planOf(pool, { text: ORDERS_TO_CHECK, values: [] }));
  }, 120_000);
});
