import { GATEWAY } from '../access/viewer.js';
import { factHash, type TrackedOrder } from './facts.js';
import type { Ingester } from './ingester.js';
import type { MirrorReader } from './read-model.js';

/** What of a told order is otherwise here; empty: it is remembered. */
export type Contradictions = readonly ('transactionId' | 'userId')[];

/**
 * Remembers the transaction and the user of an order, so that it is found before any webhook of it, and by a webhook
 * that names neither. Telling the same again changes nothing; what contradicts what is known here is not remembered.
 *
 * @throws IngestUnavailable, IngestRefused
 */
export type TrackOrder = (order: Omit<TrackedOrder, 'kind'>) => Promise<Contradictions>;

export function createOrderTracker(mirror: MirrorReader, ingester: Ingester): TrackOrder {
  const contradictions = async (told: TrackedOrder): Promise<Contradictions> => {
    const [known] = await mirror.findOrders(GATEWAY, [told.orderId]);
    return (['transactionId', 'userId'] as const).filter(
      (part) => known?.[part] != null && known[part] !== told[part],
    );
  };
  return async (order) => {
    const fact: TrackedOrder = { kind: 'TRACK', ...order };
    const before = await contradictions(fact);
    if (before.length > 0) return before;
    await ingester.take({ source: 'TRACK', key: factHash(fact), eventType: null, fact });
    // Something else may have been told of the order at the same moment.
    return contradictions(fact);
  };
}
