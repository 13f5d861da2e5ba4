import type { Fact, TransactionBlock } from '../../orders/facts.js';

/** What is to be removed. */
export interface OrdersToRemove {
  readonly orderIds: ReadonlySet<string>;
  /** The company's id of a person that facts must no longer name; null: no person. */
  readonly userId: string | null;
}

/**
 * Returns a fact without some orders and a person; the same object when it names none of them, null when nothing
 * remains.
 */
export function factWithout(fact: Fact, removed: OrdersToRemove): Fact | null {
  if (fact.kind === 'TRANSACTION') {
    const block = blockWithout(fact.block, removed);
    if (block === fact.block) return fact;
    return block.entries.length === 0 ? null : { ...fact, block };
  }
  if (namesPerson(fact, removed) || removed.orderIds.has(fact.orderId)) return null;
  if (fact.kind !== 'ORDER' || fact.block === null) return fact;
  const block = blockWithout(fact.block, removed);
  return block === fact.block ? fact : { ...fact, block };
}

function namesPerson(fact: Fact, { userId }: OrdersToRemove): boolean {
  return userId !== null && 'userId' in fact && fact.userId === userId;
}

/** Entries can also name a removed order as the parent of another. */
function blockWithout(block: TransactionBlock, { orderIds }: OrdersToRemove): TransactionBlock {
  const isRemoved = (id: string | null) => id !== null && orderIds.has(id);
  const spoken = block.entries.some((it) => isRemoved(it.orderId) || isRemoved(it.parentId));
  if (!spoken) return block;
  const entries = block.entries
    .filter(({ orderId }) => !isRemoved(orderId))
    .map((entry) => (isRemoved(entry.parentId) ? { ...entry, parentId: null } : entry));
  return { ...block, entries };
}
