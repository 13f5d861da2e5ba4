import type { ClientBase } from 'pg';
import { subjectsOf } from '../../orders/mirror.js';
import type { LockedSubjects } from '../../store/write/locked-subjects.js';
import { readNamedFacts, type StoredFact } from '../../store/write/named-facts.js';

/**
 * Locks the subjects and reads all facts that name one of them or the person, and one of the subjects of these facts,
 * and so on: a part of the mirror that can be rebuilt by itself. The subjects found on the way are added and locked.
 *
 * @throws SubjectsGrew
 */
export async function lockRelatedFacts(
  client: ClientBase,
  subjects: LockedSubjects,
  userId: string | null,
): Promise<StoredFact[]> {
  await subjects.lock(client);
  for (;;) {
    const facts = await readNamedFacts(client, subjects.ids, userId);
    for (const { fact } of facts) subjects.add(subjectsOf(fact));
    if (!(await subjects.lock(client))) return facts;
  }
}
