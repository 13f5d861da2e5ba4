import type { Fact } from './facts.js';

/** The ids of orders and transactions that facts name, or that a change concerns. */
export interface AffectedIds {
  readonly orderIds: ReadonlySet<string>;
  readonly transactionIds: ReadonlySet<string>;
}

export const NO_IDS: AffectedIds = { orderIds: new Set(), transactionIds: new Set() };

/** The ids of the orders and transactions that the facts name. */
export function affectedIdsOf(facts: readonly Fact[]): AffectedIds {
  const named = facts.map(idsNamedBy);
  return {
    orderIds: new Set(named.flatMap(({ orderIds }) => orderIds)),
    transactionIds: new Set(named.flatMap(({ transactionIds }) => transactionIds)),
  };
}

/** The ids of the events that the facts contain, by order. */
export function eventIdsOf(facts: readonly Fact[]): ReadonlyMap<string, ReadonlySet<number>> {
  const byOrder = new Map<string, Set<number>>();
  for (const fact of facts) {
    if (fact.kind !== 'ORDER') continue;
    const ids = byOrder.get(fact.orderId) ?? new Set<number>();
    for (const { eventId } of fact.events) ids.add(eventId);
    byOrder.set(fact.orderId, ids);
  }
  return byOrder;
}

export function unionOf(a: AffectedIds, b: AffectedIds): AffectedIds {
  return {
    orderIds: new Set([...a.orderIds, ...b.orderIds]),
    transactionIds: new Set([...a.transactionIds, ...b.transactionIds]),
  };
}

export function listIds({ orderIds, transactionIds }: AffectedIds): string[] {
  return [...orderIds, ...transactionIds];
}

function idsNamedBy(fact: Fact): { orderIds: string[]; transactionIds: string[] } {
  switch (fact.kind) {
    case 'ORDER': {
      const { entries = [], transactionId } = fact.block ?? {};
      return {
        orderIds: [fact.orderId, ...entries.map((entry) => entry.orderId)],
        transactionIds: transactionId === undefined ? [] : [transactionId],
      };
    }
    case 'TRANSACTION':
      return {
        orderIds: fact.block.entries.map((entry) => entry.orderId),
        transactionIds: [fact.block.transactionId],
      };
    case 'TRACK':
      return { orderIds: [fact.orderId], transactionIds: [fact.transactionId] };
    case 'APPOINTMENT': {
      const { orderId, transactionId } = fact;
      return {
        orderIds: [orderId],
        transactionIds: transactionId === undefined ? [] : [transactionId],
      };
    }
    case 'NO_APPOINTMENT':
    case 'CRITICAL_RESULT':
      return { orderIds: [fact.orderId], transactionIds: [] };
  }
}
