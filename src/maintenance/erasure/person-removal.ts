import type { ClientBase } from 'pg';
import type { OpenTransaction } from '../../database/transaction.js';
import { NO_IDS, unionOf, type AffectedIds } from '../../orders/affected-ids.js';
import type { Fact } from '../../orders/facts.js';
import { findPerson, type Person } from '../../store/write/find-person.js';
import { removeOrders, type RemovalReport } from './remove-orders.js';
import { lockRelatedFacts, type RelatedFacts } from './related-facts.js';

export interface RemovedPerson {
  readonly report: RemovalReport;
  /** Junction's own ids of the person. */
  readonly junctionUserIds: readonly string[];
  /** All ids whose locks the removal needed. */
  readonly locked: AffectedIds;
}

/**
 * Removes a person's orders within a database transaction.
 *
 * @throws LockSetGrewError
 */
export async function removePerson(
  transaction: OpenTransaction,
  userId: string,
  lockFirst: AffectedIds,
): Promise<RemovedPerson> {
  const { person, related } = await lockPerson(transaction.client, userId, lockFirst);
  const facts = related.facts.map(({ fact }) => fact);
  const orderIds = new Set([...person.orderIds, ...unreportedOrders(facts, userId)]);
  const report = await removeOrders(transaction, related, { orderIds, userId });
  return { report, junctionUserIds: person.junctionUserIds, locked: related.locked };
}

/** Orders may become the person's until the locks are held, so the orders are read again until none is new. */
async function lockPerson(
  client: ClientBase,
  userId: string,
  lockFirst: AffectedIds,
): Promise<{ person: Person; related: RelatedFacts }> {
  let person = await findPerson(client, userId);
  let needed = lockFirst;
  let held = NO_IDS;
  for (;;) {
    needed = unionOf(needed, { ...NO_IDS, orderIds: new Set(person.orderIds) });
    const related = await lockRelatedFacts(client, needed, userId, held);
    held = related.locked;
    person = await findPerson(client, userId);
    if (person.orderIds.every((id) => held.orderIds.has(id))) return { person, related };
  }
}

/** Returns the orders without an own report whose appointments and critical results name this person and no other. */
function unreportedOrders(facts: readonly Fact[], userId: string): string[] {
  const about = facts.filter((fact) => fact.kind !== 'TRANSACTION');
  const others = new Set<string>();
  const named = new Set<string>();
  for (const fact of about) {
    const person = 'userId' in fact ? fact.userId : null;
    if (person === userId) named.add(fact.orderId);
    if (fact.kind === 'ORDER' || (person !== null && person !== userId)) others.add(fact.orderId);
  }
  return [...named].filter((id) => !others.has(id));
}
