import { inTransaction } from '../../src/database/transaction.js';
import type { Fact } from '../../src/orders/facts.js';
import { applyFacts } from '../../src/store/write/apply-facts.js';
import { loadLocked, partOf } from '../../src/store/write/load.js';
import { BEGIN_WRITE } from '../../src/store/write/write-transaction.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();
const journey = journeyNamed('a01-walkin-initial-completed');
const facts = messagesOf(journey.webhooks, 'plans').flatMap(({ fact }) => fact ?? []);

/** The number of rows that Postgres reads without an index while it applies a fact. */
async function rowsScanned(fact: Fact): Promise<number> {
  return inTransaction(
    pool,
    async (client) => {
      const scanned = async () => {
        const { rows } = await client.query<{ count: number }>(
          'SELECT sum(seq_tup_read)::int AS count FROM pg_stat_xact_user_tables',
        );
        return rows[0]?.count ?? 0;
      };
      // The session's statistics may still include rows of earlier transactions.
      const before = await scanned();
      await applyFacts(client, [fact], await loadLocked(client, partOf([fact])));
      return (await scanned()) - before;
    },
    BEGIN_WRITE,
  );
}

test('a batch reads rows by indexes alone, also by a plan that is older than most rows', async () => {
  for (const fact of facts) await rowsScanned(fact);
  await pool.query('ANALYZE order_transaction, lab_order, order_event');
  // Postgres may use a generic plan from the sixth execution on.
  for (const fact of [...facts, ...facts, ...facts]) await rowsScanned(fact);
  await pool.query(
    `INSERT INTO order_transaction (id, status, changed_at)
     SELECT gen_random_uuid(), 'active', now() FROM generate_series(1, 2000)`,
  );
  await pool.query(
    `INSERT INTO lab_order (id, transaction_id, changed_at, record)
     SELECT gen_random_uuid(), id, now(), '{}' FROM order_transaction`,
  );
  for (const fact of facts) expect(await rowsScanned(fact)).toBe(0);
});
