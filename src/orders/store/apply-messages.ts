import type { ClientBase } from 'pg';
import type { Breach } from '../breaches.js';
import { applyFacts, type Applied } from './apply-facts.js';
import { inboxKey, noteMessages, type InboxMessage } from './inbox.js';
import { loadLocked } from './load.js';

/** What became of a message: see the enum WebhookOutcome of the schema. */
export type Outcome = 'APPLIED' | 'STALE' | 'DUPLICATE' | 'IGNORED';

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
  const { changing, breaches } =
    facts.length > 0 ? await applyFacts(client, facts, loadLocked, known) : NOTHING;
  const outcomes = messages.map(({ fact }, index) => {
    if (!accepted[index]) return 'DUPLICATE';
    if (fact === null) return 'IGNORED';
    return changing.has(fact) ? 'APPLIED' : 'STALE';
  });
  return { outcomes, breaches };
}

export interface AppliedMessages {
  /** One a message, in their order. */
  readonly outcomes: readonly Outcome[];
  readonly breaches: readonly Breach[];
}

const NOTHING: Applied = { changing: new Set(), breaches: [] };
