import type { Fact, TransactionBlock } from '../../orders/facts.js';

/** What is to be removed. */
export interface Forgotten {
  readonly orderIds: ReadonlySet<string>;
  /** The company's id of a person that facts must no longer name; null: no person. */
  readonly userId: string | null;
}

/** The rest of a fact without some orders and a person; the same object when it names neither, null when nothing is left. */
export function factWithout(fact: Fact, forgotten: Forgotten): Fact | null {
  if (fact.kind === 'TRANSACTION') {
    const block = blockWithout(fact.block, forgotten);
    if (block === fact.block) return fact;
    return block.entries.length === 0 ? null : { ...fact, block };
  }
  if (namesPerson(fact, forgotten) || forgotten.orderIds.has(fact.orderId)) return null;
  if (fact.kind !== 'ORDER' || fact.block === null) return fact;
  const block = blockWithout(fact.block, forgotten);
  return block === fact.block ? fact : { ...fact, block };
}

function namesPerson(fact: Fact, { userId }: Forgotten): boolean {
  return userId !== null && 'userId' in fact && fact.userId === userId;
}

/** Entries can also name a removed order as the parent of another. */
function blockWithout(block: TransactionBlock, { orderIds }: Forgotten): TransactionBlock {
  const isForgotten = (id: string | null) => id !== null && orderIds.has(id);
  const spoken = block.entries.some((it) => isForgotten(it.orderId) || isForgotten(it.parentId));
  if (!spoken) return block;
  const entries = block.entries
    .filter(({ orderId }) => !isForgotten(orderId))
    .map((entry) => (isForgotten(entry.parentId) ? { ...entry, parentId: null } : entry));
  return { ...block, entries };
}
