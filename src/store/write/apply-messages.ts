import type { ClientBase } from 'pg';
import type { Breach } from '../../orders/breaches.js';
import type { Contradictions, Fact } from '../../orders/facts.js';
import type { Mirror } from '../../orders/mirror.js';
import { applyFacts, type Applied } from './apply-facts.js';
import { forgetMessages, inboxKey, noteMessages, type InboxMessage } from './inbox.js';
import { loadLocked } from './load.js';

/** What became of a message: see the enum WebhookOutcome of the schema. */
export type Outcome = 'APPLIED' | 'STALE' | 'DUPLICATE' | 'IGNORED';

/** A told order contradicts what is known of it. Nothing of the message is kept. */
export class Contradiction extends Error {
  constructor(readonly parts: Contradictions) {
    super('the order is known otherwise');
  }
}

/**
 * Takes messages into the inbox and the mirror, all within the client's open database transaction.
 *
 * @param known transactions to lock from the start; those that turn out to be concerned are added, so that a repeat
 *   after SubjectsGrew locks them too.
 * @throws SubjectsGrew
 */
export async function applyMessages(
  client: ClientBase,
  messages: readonly InboxMessage[],
  known: Set<string>,
): Promise<AppliedMessages> {
  const fresh = await noteMessages(client, messages);
  const accepted = messages.map((message) => fresh.delete(inboxKey(message)));
  const facts = messages.flatMap(({ fact }, index) => (accepted[index] && fact ? [fact] : []));
  const refused = new Map<Fact | null, Contradiction>();
  const { changing, breaches } =
    facts.length > 0
      ? await applyFacts(client, facts, loadLocked, known, joinUnlessContradicting(refused))
      : NOTHING;
  await forgetMessages(
    client,
    messages.filter(({ fact }) => refused.has(fact)),
  );
  const outcomes = messages.map(({ fact }, index) => {
    if (!accepted[index]) return 'DUPLICATE';
    if (fact === null) return 'IGNORED';
    return refused.get(fact) ?? (changing.has(fact) ? 'APPLIED' : 'STALE');
  });
  return { outcomes, breaches };
}

/**
 * Decided while the order is locked, so that of two that contradict each other the second finds the first. In a replay
 * nothing is refused: what Junction told since then contradicts what was rightly told before.
 */
function joinUnlessContradicting(refused: Map<Fact | null, Contradiction>) {
  return (mirror: Mirror, fact: Fact): boolean => {
    const parts = fact.kind === 'TRACK' ? mirror.contradictions(fact) : [];
    if (parts.length === 0) return mirror.apply(fact);
    refused.set(fact, new Contradiction(parts));
    return false;
  };
}

export interface AppliedMessages {
  /** One a message, in their order. */
  readonly outcomes: readonly (Outcome | Contradiction)[];
  readonly breaches: readonly Breach[];
}

const NOTHING: Applied = { changing: new Set(), breaches: [] };
