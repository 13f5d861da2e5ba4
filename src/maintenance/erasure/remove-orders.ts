import { In } from 'typeorm';
import type { OpenTransaction } from '../../database/transaction.js';
import { MissingDocumentEntity } from '../../documents/missing-document-entity.js';
import { LabResultEntity } from '../../results/store/lab-result-entity.js';
import { listIds } from '../../orders/affected-ids.js';
import { applyFacts } from '../../store/write/apply-facts.js';
import { clearFacts, replaceFacts } from '../../store/write/inbox.js';
import { loadWithoutLocking, partOf } from '../../store/write/load.js';
import { findInMirror, removeFromMirror } from '../../store/write/remove-from-mirror.js';
import { TransactionCheckEntity } from '../../sync/entities.js';
import { factWithout, type OrdersToRemove } from './fact-without.js';
import type { RelatedFacts } from './related-facts.js';

/** What was removed. */
export interface RemovalReport {
  readonly orderIds: readonly string[];
  /** The transactions that were removed completely; a transaction with an order of another person remains. */
  readonly transactionIds: readonly string[];
  readonly facts: number;
  readonly results: number;
}

/**
 * Removes orders as if no message had ever named them. The transactions that they share with other orders are rebuilt
 * from the remaining facts, so that the mirror still equals its inbox.
 */
export async function removeOrders(
  transaction: OpenTransaction,
  { facts, locked }: RelatedFacts,
  toRemove: OrdersToRemove,
): Promise<RemovalReport> {
  const { client, manager } = transaction;
  const left = facts.map((stored) => ({ stored, fact: factWithout(stored.fact, toRemove) }));
  const emptied = left.flatMap(({ stored, fact }) => (fact === null ? [stored] : []));
  const changed = left.flatMap(({ stored, fact }) =>
    fact !== null && fact !== stored.fact ? [{ ...stored, fact }] : [],
  );

  const removed = await removeFromMirror(transaction, locked);
  const results = await manager.delete(LabResultEntity, { id: In(listIds(locked)) });
  await manager.delete(MissingDocumentEntity, { id: In(listIds(locked)) });
  await manager.delete(TransactionCheckEntity, { transactionId: In(removed.transactionIds) });
  await clearFacts(client, emptied);
  await replaceFacts(client, changed);
  const remaining = left.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  if (remaining.length > 0)
    await applyFacts(client, remaining, await loadWithoutLocking(client, partOf(remaining)));
  const after = remaining.length > 0 ? await findInMirror(client, locked) : new Set<string>();
  return {
    orderIds: removed.orderIds.filter((id) => !after.has(id)),
    transactionIds: removed.transactionIds.filter((id) => !after.has(id)),
    facts: emptied.length,
    results: results.affected ?? 0,
  };
}
