import type { ClientBase } from 'pg';
import type { Fact } from '../../orders/facts.js';
import { subjectsOf } from '../../orders/mirror.js';
import type { Subjects } from '../../store/write/load.js';

export interface StoredFact {
  readonly source: string;
  readonly key: string;
  readonly fact: Fact;
}

/**
 * All facts that speak of the subjects or name the person, and of whatever else those speak of, and so on: a part of
 * the mirror that can be rebuilt by itself. The subjects found on the way are added. Reads the whole inbox, some times.
 */
export async function relatedFacts(
  client: ClientBase,
  subjects: Subjects,
  userId: string | null,
): Promise<StoredFact[]> {
  for (;;) {
    const known = subjects.orderIds.size + subjects.transactionIds.size;
    const facts = await factsAbout(client, subjects, userId);
    for (const { fact } of facts) {
      const { orderIds, transactionIds } = subjectsOf(fact);
      orderIds.forEach((id) => subjects.orderIds.add(id));
      transactionIds.forEach((id) => subjects.transactionIds.add(id));
    }
    if (subjects.orderIds.size + subjects.transactionIds.size === known) return facts;
  }
}

async function factsAbout(
  client: ClientBase,
  { orderIds, transactionIds }: Subjects,
  userId: string | null,
): Promise<StoredFact[]> {
  const { rows } = await client.query<StoredFact>(
    `SELECT source, key, fact FROM webhook_inbox
     WHERE fact->>'userId' = $3
        OR fact->>'orderId' = ANY($1::text[])
        OR coalesce(fact->>'transactionId', fact->'block'->>'transactionId') = ANY($2::text[])
        OR EXISTS (
          SELECT FROM jsonb_path_query(fact, '$.block.entries[*].orderId') AS listed
          WHERE listed #>> '{}' = ANY($1::text[]))
     ORDER BY source, key`,
    [[...orderIds], [...transactionIds], userId],
  );
  return rows;
}
