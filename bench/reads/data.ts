import type { Pool } from 'pg';
import type { Subjects } from './queries.js';

const TRANSACTIONS_OF_A_USER = 25;
/** The number of transactions with a redraw in every ten. */
const REDRAWS_OF_TEN = 3;

/**
 * Adds transactions, numbered from `from` to `to`. Three in ten have two orders. Data that only the merge needs is
 * left out, so everything fits into Postgres' memory and the benchmark does not measure disk reads.
 */
export async function fill(pool: Pool, from: number, to: number): Promise<void> {
  await pool.query(
    `WITH made AS (
       INSERT INTO order_transaction (id, status, raw_status, created_at, updated_at, changed_at)
       SELECT gen_random_uuid(), CASE WHEN number % 4 = 0 THEN 'active' ELSE 'completed' END, 'active',
         timestamptz '2024-01-01' + number * interval '47.123457 s',
         timestamptz '2024-01-02' + number * interval '47.123457 s', now()
       FROM generate_series($1::int, $2::int - 1) AS number
       RETURNING id, created_at
     ), numbered AS (
       SELECT id, created_at, row_number() OVER () AS number FROM made
     )
     INSERT INTO lab_order (id, transaction_id, user_id, origin, status, collection_method, lab, sample_id,
       has_missing_results, created_at, updated_at, changed_at, record)
     SELECT gen_random_uuid(), id, 'user-' || (($1 + number) % $3), origin, status, 'walk_in_test', 'Labcorp',
       left(id::text, 10), false, created_at + delay, created_at + delay, now(), '{}'
     FROM numbered JOIN (VALUES
       ('initial', 'collecting_sample.walk_in_test.redraw_available', interval '0'),
       ('redraw', 'completed.walk_in_test.completed', interval '9 days')) AS kinds (origin, status, delay)
       ON origin = 'initial' OR number % 10 < $4`,
    [from, to, Math.max(1, Math.floor(to / TRANSACTIONS_OF_A_USER)), REDRAWS_OF_TEN],
  );
  await pool.query('VACUUM ANALYZE');
  await pool.query('CHECKPOINT');
}

/** Selects random ids to query from the whole store. */
export async function subjectsOf(pool: Pool, count: number): Promise<Subjects> {
  const column = async (expression: string, table: string) => {
    const { rows } = await pool.query<{ value: string }>(
      `SELECT DISTINCT ${expression} AS value FROM ${table} TABLESAMPLE BERNOULLI (100 * $1 / (
         SELECT greatest(count(*), 1) FROM ${table})::float8) `,
      [count],
    );
    return rows.map(({ value }) => value);
  };
  return {
    transactionIds: await column('id', 'order_transaction'),
    orderIds: await column('id', 'lab_order'),
    userIds: await column('user_id', 'lab_order'),
  };
}
