import type { ClientBase } from 'pg';
import {
  affectedIdsOf,
  listIds,
  NO_IDS,
  unionOf,
  type AffectedIds,
} from '../../orders/affected-ids.js';
import type { StoredFact } from '../../store/write/inbox.js';
import { extendLocks } from '../../store/write/locks.js';
import { readNamedFacts } from '../../store/write/named-facts.js';

/** A part of the mirror that can be rebuilt by itself. */
export interface RelatedFacts {
  /** All facts that name one of the locked ids, or the person. */
  readonly facts: readonly StoredFact[];
  /** All ids that one of the facts names, with their locks held until the database transaction is closed. */
  readonly locked: AffectedIds;
}

/**
 * Locks the ids, reads all facts that name one of them or the person, and locks the ids that these facts name, until no
 * id is new.
 *
 * @throws LockSetGrewError
 */
export async function lockRelatedFacts(
  client: ClientBase,
  needed: AffectedIds,
  userId: string | null,
  held = NO_IDS,
): Promise<RelatedFacts> {
  let locked = await extendLocks(client, held, needed);
  for (;;) {
    const stored = await readNamedFacts(client, listIds(locked), userId);
    const named = unionOf(locked, affectedIdsOf(stored.map(({ fact }) => fact)));
    if (listIds(named).length === listIds(locked).length) return { facts: stored, locked };
    locked = await extendLocks(client, locked, named);
  }
}
