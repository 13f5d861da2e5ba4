import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Ingester } from '../../src/ingest/ingester.js';
import { Pace } from '../../src/maintenance/pace.js';
import { pruneInbox } from '../../src/maintenance/prune-inbox.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import type { Fact } from '../../src/orders/facts.js';
import { at, orderFact, supplementFacts } from '../orders/support/supplement-facts.js';
import { emptyTables } from '../support/empty-tables.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { heldLock } from '../support/held-lock.js';
import { mirrorState } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const DAYS = 90;
const { dataSource, pool } = useTestDatabase('TEST');

async function ingest(facts: readonly Fact[]): Promise<void> {
  const ingester = new Ingester(pool);
  for (const fact of facts) {
    await ingester.take({ source: 'WEBHOOK', key: randomUUID(), eventType: null, fact });
  }
}

async function age(share: string): Promise<void> {
  await pool.query(
    `UPDATE webhook_inbox SET received_at = received_at - interval '${DAYS + 1} days' WHERE ${share}`,
  );
}

const prune = () => pruneInbox(dataSource, DAYS, new Pace(dataSource, heldLock(dataSource)));

async function keptInterpretations(): Promise<unknown[]> {
  const { rows } = await pool.query<{ interpretation: string }>(
    `SELECT fact ->> 'interpretation' AS interpretation FROM webhook_inbox ORDER BY 1`,
  );
  return rows.map(({ interpretation }) => interpretation);
}

describe('pruning', () => {
  it('keeps the one message by which a corrected order stays critical', async () => {
    const partial = ['partial_results', at(10)] as const;
    const completed = ['completed', at(20)] as const;
    const corrected = ['corrected', at(30)] as const;
    await ingest([
      orderFact([partial], { interpretation: 'critical' }),
      orderFact([partial, completed], { interpretation: 'critical' }),
      orderFact([partial, completed, corrected], { interpretation: 'normal' }),
    ]);
    await age('true');

    expect(await prune()).toEqual({ removed: 1, kept: 2 });

    expect(await keptInterpretations()).toEqual(['critical', 'normal']);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('leaves a mirror that equals its inbox, whatever appointments and critical results it received', async () => {
    await fc.assert(
      fc.asyncProperty(
        supplementFacts.chain((facts) =>
          fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length }),
        ),
        async (facts) => {
          await emptyTables(pool);
          await ingest(facts);
          const before = await mirrorState(pool);
          await age("key < '8'");
          await prune();
          expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
          await age('true');
          await prune();
          expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
          await ingest(facts);
          expect(await mirrorState(pool)).toBe(before);
        },
      ),
      { numRuns: 12 },
    );
  });
});
