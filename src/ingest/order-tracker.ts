import { GATEWAY } from '../access/viewer.js';
import {
  contradictionsTo,
  factHash,
  type Contradictions,
  type TrackedOrder,
} from '../orders/facts.js';
import type { Ingester } from './ingester.js';
import type { MirrorReads } from '../store/read/index.js';
import { Contradiction } from '../store/write/apply-messages.js';

/**
 * Remembers the transaction and the user of an order, so that it is found before any webhook of it, and by a webhook
 * that names neither. Telling the same again changes nothing; what contradicts what is known here is not remembered.
 *
 * @returns what contradicts; empty: it is remembered.
 * @throws IngestUnavailable, IngestRejected
 */
export type TrackOrder = (
  order: Omit<TrackedOrder, 'kind'>,
  caller?: AbortSignal,
) => Promise<Contradictions>;

export function createOrderTracker(mirror: MirrorReads, ingester: Ingester): TrackOrder {
  return async (order, caller) => {
    const fact: TrackedOrder = { kind: 'TRACK', ...order };
    try {
      const key = factHash(fact);
      const outcome = await ingester.take({ source: 'TRACK', key, eventType: null, fact }, caller);
      if (outcome !== 'DUPLICATE') return [];
    } catch (error) {
      if (error instanceof Contradiction) return error.parts;
      throw error;
    }
    // It was remembered once; Junction may have told otherwise since then.
    const [known] = await mirror.findOrders(GATEWAY, [fact.orderId]);
    return known ? contradictionsTo(known, fact) : [];
  };
}
