import { In } from 'typeorm';
import type { OpenTransaction } from '../../database/transaction.js';
import { LabResultEntity } from '../../results/store/lab-result-entity.js';
import { applyFacts } from '../../store/write/apply-facts.js';
import { clearFacts, replaceFacts } from '../../store/write/inbox.js';
import { loadUnshared } from '../../store/write/load.js';
import type { LockedSubjects } from '../../store/write/locked-subjects.js';
import type { StoredFact } from '../../store/write/named-facts.js';
import { findStoredSubjects, removeSubjects } from '../../store/write/remove-subjects.js';
import { deleteChecks } from '../../sync/candidates.js';
import { factWithout, type Forgotten } from './fact-without.js';

/** What was removed. */
export interface ForgottenReport {
  readonly orderIds: readonly string[];
  /** Those of which nothing is left; transactions with orders of others stay. */
  readonly transactionIds: readonly string[];
  readonly facts: number;
  readonly results: number;
}

/**
 * Removes orders as if no message had ever named them: what they share transactions with is rebuilt from the remaining
 * facts, so that the mirror still equals its inbox.
 *
 * @param subjects those of the facts, with their locks held until the transaction ends
 * @param facts all that name one of the subjects
 */
export async function forgetOrders(
  transaction: OpenTransaction,
  subjects: LockedSubjects,
  facts: readonly StoredFact[],
  forgotten: Forgotten,
): Promise<ForgottenReport> {
  const { client, manager } = transaction;
  const left = facts.map((stored) => ({ stored, fact: factWithout(stored.fact, forgotten) }));
  const gone = left.flatMap(({ stored, fact }) => (fact === null ? [stored] : []));
  const changed = left.flatMap(({ stored, fact }) =>
    fact !== null && fact !== stored.fact ? [{ ...stored, fact }] : [],
  );

  const removed = await removeSubjects(transaction, subjects);
  const results = await manager.delete(LabResultEntity, { id: In(subjects.ids) });
  await deleteChecks(manager, removed.transactionIds);
  await clearFacts(client, gone);
  await replaceFacts(client, changed);
  const kept = left.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  if (kept.length > 0) await applyFacts(client, kept, loadUnshared);
  const after = kept.length > 0 ? await findStoredSubjects(client, subjects) : new Set<string>();
  return {
    orderIds: removed.orderIds.filter((id) => !after.has(id)),
    transactionIds: removed.transactionIds.filter((id) => !after.has(id)),
    facts: gone.length,
    results: results.affected ?? 0,
  };
}
