import { GATEWAY } from '../access/viewer.js';
import {
  contradictionsTo,
  factHash,
  type Contradictions,
  type TrackedOrder,
} from '../orders/facts.js';
import type { Ingester } from './ingester.js';
import type { MirrorReads } from '../store/read/index.js';
import { ContradictionError } from '../store/write/apply-messages.js';

/**
 * Records the transaction and the user of an order before its first webhook, or for webhooks that name neither.
 * Repeating the same input changes nothing; input that contradicts the mirror is not recorded.
 *
 * @returns the contradictions; empty when the order is recorded
 * @throws IngestUnavailableError, IngestRejectedError
 */
export type TrackOrder = (
  order: Omit<TrackedOrder, 'kind'>,
  caller?: AbortSignal,
) => Promise<Contradictions>;

/** @param onTracked called after the commit, unless the same was recorded before */
export function createOrderTracker(
  mirror: Pick<MirrorReads, 'findOrders'>,
  ingester: Pick<Ingester, 'take'>,
  onTracked: (orderId: string) => void = () => undefined,
): TrackOrder {
  return async (order, caller) => {
    const fact: TrackedOrder = { kind: 'TRACK', ...order };
    try {
      const key = factHash(fact);
      const outcome = await ingester.take({ source: 'TRACK', key, eventType: null, fact }, caller);
      if (outcome !== 'DUPLICATE') {
        onTracked(fact.orderId);
        return [];
      }
    } catch (error) {
      if (error instanceof ContradictionError) return error.parts;
      throw error;
    }
    // The input was recorded before; Junction may have contradicted it since.
    const [known] = await mirror.findOrders(GATEWAY, [fact.orderId]);
    return known ? contradictionsTo(known, fact) : [];
  };
}
