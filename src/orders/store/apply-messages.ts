import type { ClientBase } from 'pg';
import type { Fact } from '../facts.js';
import { applyFacts } from './apply-facts.js';
import { inboxKey, noteMessages, type InboxMessage } from './inbox.js';
import { loadLocked } from './load.js';

/** What became of a message: see the enum WebhookOutcome of the schema. */
export type Outcome = 'APPLIED' | 'STALE' | 'DUPLICATE' | 'IGNORED';

/**
 * Takes messages into the inbox and the mirror, all within the client's open database transaction.
 *
 * @param known transactions to lock from the start; those that turn out to be concerned are added, so that a repeat
 *   after SubjectsGrew locks them too.
 * @returns one outcome a message, in their order.
 * @throws SubjectsGrew
 */
export async function applyMessages(
  client: ClientBase,
  messages: readonly InboxMessage[],
  known: Set<string>,
): Promise<Outcome[]> {
  const fresh = await noteMessages(client, messages);
  const accepted = messages.map((message) => fresh.delete(inboxKey(message)));
  const facts = messages.flatMap(({ fact }, index) => (accepted[index] && fact ? [fact] : []));
  const changing =
    facts.length > 0 ? await applyFacts(client, facts, loadLocked, known) : new Set<Fact>();
  return messages.map(({ fact }, index) => {
    if (!accepted[index]) return 'DUPLICATE';
    if (fact === null) return 'IGNORED';
    return changing.has(fact) ? 'APPLIED' : 'STALE';
  });
}
