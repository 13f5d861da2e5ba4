import { Ingester } from '../../src/ingest/ingester.js';
import { inTransaction } from '../../src/database/transaction.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import type { Fact } from '../../src/orders/facts.js';
import { applyFacts } from '../../src/store/write/apply-facts.js';
import { loadLocked, partOf } from '../../src/store/write/load.js';
import { BEGIN_WRITE } from '../../src/store/write/write-transaction.js';
import { emptyTables } from '../support/empty-tables.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { mirrorState } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase('TEST');

const messages = messagesOf(journeyNamed('a01-walkin-initial-completed').webhooks, 'history');
const facts = messages.flatMap(({ fact }) => (fact?.kind === 'ORDER' ? [fact] : []));
const [first, next] = [facts.at(0), facts.at(-1)];
if (!first || !next) throw new Error('The journey has no order webhooks.');

async function apply(...them: Fact[]): Promise<void> {
  await inTransaction(
    pool,
    async (client) => applyFacts(client, them, await loadLocked(client, partOf(them))),
    BEGIN_WRITE,
  );
}

/** Adds the given number of events to the stored orders. */
async function lengthenHistories(count: number): Promise<void> {
  await pool.query(
    `INSERT INTO order_event (order_id, event_id, status, created_at)
     SELECT id, 10000000 + n, 'received.walk_in_test.ordered', '2020-01-01'
     FROM lab_order, generate_series(1, $1::int) AS n`,
    [count],
  );
  await pool.query('ANALYZE order_event');
}

/** The number of event rows that Postgres reads while it applies the fact. */
async function eventRowsRead(fact: Fact): Promise<number> {
  return inTransaction(
    pool,
    async (client) => {
      await applyFacts(client, [fact], await loadLocked(client, partOf([fact])));
      const { rows } = await client.query<{ count: number }>(
        `SELECT (seq_tup_read + idx_tup_fetch)::int AS count FROM pg_stat_xact_user_tables
       WHERE relname = 'order_event'`,
      );
      return rows[0]?.count ?? 0;
    },
    BEGIN_WRITE,
  );
}

describe('an order with a long history', () => {
  it('reads as few events for a webhook as an order with a short one', async () => {
    await apply(first);
    await lengthenHistories(20);
    const short = await eventRowsRead(next);

    await emptyTables(pool);
    await apply(first);
    await lengthenHistories(13_000);
    const long = await eventRowsRead(next);

    expect(short).toBeLessThan(100);
    expect(long).toBeLessThan(100);
  });
});

describe('a record of a release that stored no status times', () => {
  const forgetStatusTimes = () =>
    pool.query(`UPDATE lab_order SET record = record - 'statusTimes'`);

  it('is completed from all events of the order by its next change', async () => {
    const ingester = new Ingester(pool);
    for (const message of messages) await ingester.take(message);
    const expected = await mirrorState(pool);

    await emptyTables(pool);
    for (const message of messages) {
      await ingester.take(message);
      if (message !== messages.at(-1)) await forgetStatusTimes();
    }
    expect(await mirrorState(pool)).toBe(expected);
  });

  it('equals what a replay gives', async () => {
    const ingester = new Ingester(pool);
    for (const message of messages) await ingester.take(message);
    await forgetStatusTimes();
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });
});
