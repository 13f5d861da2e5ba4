import type { ClientBase } from 'pg';
import type { OpenTransaction } from '../../database/transaction.js';
import { findPerson, type Person } from '../../store/write/find-person.js';
import { LockedSubjects } from '../../store/write/locked-subjects.js';
import type { StoredFact } from '../../store/write/named-facts.js';
import { forgetOrders, type ForgottenReport } from './forget-orders.js';
import { lockRelatedFacts } from './related-facts.js';

export interface RemovedPerson {
  readonly report: ForgottenReport;
  /** Junction's own ids of the person. */
  readonly junctionUserIds: readonly string[];
}

/**
 * Creates the work that removes a person's orders within a database transaction. It may be repeated after a collision:
 * the subjects of the attempt before are then locked from the start.
 */
export function createPersonRemoval(
  userId: string,
): (transaction: OpenTransaction) => Promise<RemovedPerson> {
  let known = new LockedSubjects();
  return async (transaction) => {
    const subjects = (known = new LockedSubjects(known));
    const { person, facts } = await lockPerson(transaction.client, subjects, userId);
    const orderIds = new Set(person.orderIds);
    const report = await forgetOrders(transaction, subjects, facts, { orderIds, userId });
    return { report, junctionUserIds: person.junctionUserIds };
  };
}

/** Once the locks are held, the person's orders may be others than before: they are read again until none is new. */
async function lockPerson(
  client: ClientBase,
  subjects: LockedSubjects,
  userId: string,
): Promise<{ person: Person; facts: StoredFact[] }> {
  let person = await findPerson(client, userId);
  for (;;) {
    subjects.add({ orderIds: person.orderIds, transactionIds: [] });
    const facts = await lockRelatedFacts(client, subjects, userId);
    person = await findPerson(client, userId);
    if (person.orderIds.every((id) => subjects.orderIds.has(id))) return { person, facts };
  }
}
