import type { ClientBase } from 'pg';
import type { AffectedIds } from '../../orders/affected-ids.js';
import type { Breach } from '../../orders/breaches.js';
import type { Contradictions, Fact } from '../../orders/facts.js';
import type { Mirror } from '../../orders/mirror.js';
import { applyFacts, NOTHING_APPLIED } from './apply-facts.js';
import { deleteMessages, inboxKey, insertMessages, type InboxMessage } from './inbox.js';
import { loadLocked, partOf } from './load.js';

/** The outcome of a message: see the enum WebhookOutcome of the schema. */
export type Outcome = 'APPLIED' | 'STALE' | 'DUPLICATE' | 'IGNORED';

/** A tracked order contradicts the stored order. The message is not stored. */
export class ContradictionError extends Error {
  constructor(readonly parts: Contradictions) {
    super('The order is stored with other values.');
  }
}

export interface AppliedMessages {
  /** One outcome for each message, in the same order. */
  readonly outcomes: readonly (Outcome | ContradictionError)[];
  readonly changedTransactionIds: readonly string[];
  readonly criticalOrderIds: readonly string[];
  readonly breaches: readonly Breach[];
}

/**
 * Stores messages in the inbox and joins their facts into the mirror, within the client's open database transaction.
 *
 * @param lockFirst ids to lock in addition to the ones that the messages name, see {@link repeatWithLocks}
 * @throws LockSetGrewError
 */
export async function applyMessages(
  client: ClientBase,
  messages: readonly InboxMessage[],
  lockFirst: AffectedIds,
): Promise<AppliedMessages> {
  const named = messages.flatMap(({ fact }) => fact ?? []);
  // Sent together, so that the locks are held for fewer round trips.
  const [fresh, loaded] = await Promise.all([
    insertMessages(client, messages),
    named.length === 0 ? null : loadLocked(client, partOf(named, lockFirst)),
  ]);
  const accepted = messages.map((message) => fresh.delete(inboxKey(message)));
  const facts = messages.flatMap(({ fact }, index) => (accepted[index] && fact ? [fact] : []));
  const rejected = new Map<Fact | null, ContradictionError>();
  const { changing, ...applied } =
    loaded === null || facts.length === 0
      ? NOTHING_APPLIED
      : await applyFacts(client, facts, loaded, joinUnlessContradicting(rejected));
  await deleteMessages(
    client,
    messages.filter(({ fact }) => rejected.has(fact)),
  );
  const outcomes = messages.map(({ fact }, index) => {
    if (!accepted[index]) return 'DUPLICATE';
    if (fact === null) return 'IGNORED';
    return rejected.get(fact) ?? (changing.has(fact) ? 'APPLIED' : 'STALE');
  });
  return { ...applied, outcomes };
}

/**
 * Decides while the order is locked, so the second of two contradicting facts reads the first. A replay rejects no
 * fact: a later report of Junction may contradict a fact that was accepted before it.
 */
function joinUnlessContradicting(rejected: Map<Fact | null, ContradictionError>) {
  return (mirror: Mirror, fact: Fact): boolean => {
    const parts = fact.kind === 'TRACK' ? mirror.contradictions(fact) : [];
    if (parts.length === 0) return mirror.apply(fact);
    rejected.set(fact, new ContradictionError(parts));
    return false;
  };
}
