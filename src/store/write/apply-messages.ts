import type { ClientBase } from 'pg';
import { allInOrder } from '../../database/transaction.js';
import type { AffectedIds } from '../../orders/affected-ids.js';
import type { Contradictions, Fact } from '../../orders/facts.js';
import type { Mirror } from '../../orders/mirror.js';
import { joinFacts, type Joined } from './apply-facts.js';
import { findMessages, insertMessages, keyText, type InboxMessage } from './inbox.js';
import { loadLocked, partOf, type LoadedMirror } from './load.js';
import { saveChanges } from './save.js';

/** The outcome of a message: see the enum WebhookOutcome of the schema. */
export type Outcome = 'APPLIED' | 'STALE' | 'DUPLICATE' | 'IGNORED';

/** A tracked order contradicts the stored order. The message is not stored. */
export class ContradictionError extends Error {
  constructor(readonly parts: Contradictions) {
    super('The order is stored with other values.');
  }
}

/** What the database contains about the messages of a batch. */
export interface StoredState {
  /** The keys of the messages that are in the inbox. */
  readonly keys: ReadonlySet<string>;
  readonly loaded: LoadedMirror;
}

/** The effect of messages, not saved yet. */
export interface JoinedMessages extends Omit<Joined, 'changing'> {
  /** One outcome for each message, in the same order. */
  readonly outcomes: readonly (Outcome | ContradictionError)[];
  /** The messages to insert into the inbox. */
  readonly toStore: readonly InboxMessage[];
}

/**
 * Locks and reads what messages concern.
 *
 * @param lockFirst ids to lock in addition to the ones that the messages name, see {@link repeatWithLocks}
 * @throws LockSetGrewError
 */
export async function readStored(
  client: ClientBase,
  messages: readonly InboxMessage[],
  lockFirst: AffectedIds,
): Promise<StoredState> {
  const facts = messages.flatMap(({ fact }) => fact ?? []);
  // A copy of a message names the same ids. So it waits for the locks, and is then found in the inbox.
  const [loaded, keys] = await allInOrder([
    loadLocked(client, partOf(facts, lockFirst)),
    findMessages(client, messages),
  ]);
  return { keys, loaded };
}

/** Joins the facts of new messages into the loaded part of the mirror, in memory. */
export function joinMessages(
  messages: readonly InboxMessage[],
  { keys, loaded }: StoredState,
): JoinedMessages {
  const isFresh = areFresh(messages, keys);
  const fresh = messages.filter((_, index) => isFresh[index]);
  const facts = fresh.flatMap(({ fact }) => fact ?? []);
  const rejected = new Map<Fact, ContradictionError>();
  const { changing, ...joined } = joinFacts(facts, loaded, createCheckedJoin(rejected));
  const outcomes = messages.map(({ fact }, index) => {
    if (!isFresh[index]) return 'DUPLICATE';
    if (fact === null) return 'IGNORED';
    return rejected.get(fact) ?? (changing.has(fact) ? 'APPLIED' : 'STALE');
  });
  const toStore = fresh.filter(({ fact }) => fact === null || !rejected.has(fact));
  return { ...joined, outcomes, toStore };
}

/** Sends the statements that insert messages into the inbox, and save their effect on the mirror. */
export function storeMessages(
  client: ClientBase,
  { toStore, changes }: JoinedMessages,
): Promise<void>[] {
  return [insertMessages(client, toStore), saveChanges(client, changes)];
}

/** Returns for each message whether neither the inbox nor the batch before it contains its key. */
function areFresh(messages: readonly InboxMessage[], keys: ReadonlySet<string>): boolean[] {
  const seen = new Set(keys);
  return messages.map((message) => {
    const key = keyText(message);
    const isFresh = !seen.has(key);
    seen.add(key);
    return isFresh;
  });
}

/**
 * Returns a join that rejects a tracked order that contradicts the mirror, and adds its error to `rejected`. The order is
 * locked, so the second of two contradicting facts is compared with the first. A replay checks nothing: a later report of
 * Junction can contradict a fact that was accepted before it.
 */
function createCheckedJoin(rejected: Map<Fact, ContradictionError>) {
  return (mirror: Mirror, fact: Fact): boolean => {
    const parts = fact.kind === 'TRACK' ? mirror.contradictions(fact) : [];
    if (parts.length === 0) return mirror.apply(fact);
    rejected.set(fact, new ContradictionError(parts));
    return false;
  };
}
