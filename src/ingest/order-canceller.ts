import { GATEWAY } from '../access/viewer.js';
import type { JunctionClient } from '../junction/client.js';
import { isCancelledStatus } from '../junction/statuses.js';
import { field, type JsonObject } from '../junction/tolerant.js';
import { UpstreamError } from '../junction/upstream-error.js';
import type { OrderReport } from '../orders/facts.js';
import type { MirrorReads } from '../store/read/index.js';
import type { Ingester } from './ingester.js';
import { readRestOrder, restMessage } from './rest-orders.js';

export type Cancellation = 'CANCELLED' | 'NOT_CANCELLABLE' | 'UNKNOWN_ORDER';

/**
 * Cancels an order at Junction, and applies Junction's response to the mirror. Cancelling a cancelled order succeeds.
 *
 * @throws UpstreamError when it is unknown whether the order is cancelled; IngestUnavailableError, IngestRejectedError
 */
export type CancelOrder = (orderId: string) => Promise<Cancellation>;

export interface OrderCancellerOptions {
  readonly junction: Pick<JunctionClient, 'cancelOrder' | 'order'>;
  readonly ingester: Pick<Ingester, 'take'>;
  /** Reads from the primary, for read-your-own-writes. */
  readonly mirror: Pick<MirrorReads, 'findOrders'>;
  /** Called once for every cancellation. */
  readonly onOutcome?: (outcome: Cancellation | 'FAILED') => void;
}

/** Together with reads and writes of the mirror, a cancellation takes at most seven seconds. */
const CANCEL_TERMS = { deadlineMs: 4_000 };
const LOOKUP_TERMS = { deadlineMs: 2_000, retries: 0 };
/** Junction rejects the cancellation of an existing order. Its documentation names the status 400. */
const REJECTIONS: ReadonlySet<number | null> = new Set([400, 409, 422]);

/** Junction's response to the cancellation. */
type Reply =
  | { readonly kind: 'CANCELLED'; readonly report: OrderReport }
  | { readonly kind: 'REJECTED' | 'UNKNOWN_ORDER' }
  | { readonly kind: 'OPEN'; readonly error: UpstreamError };

export function createOrderCanceller(options: OrderCancellerOptions): CancelOrder {
  const { junction, ingester, mirror, onOutcome = () => undefined } = options;

  async function send(orderId: string): Promise<Reply> {
    try {
      const answer = await junction.cancelOrder(orderId, CANCEL_TERMS);
      if (answer === null) return { kind: 'UNKNOWN_ORDER' };
      const report = readRestOrder(orderId, field(answer, 'order'));
      if (report !== null && isCancelledStatus(report.lastEvent.status)) {
        return { kind: 'CANCELLED', report };
      }
      const reason = report === null ? 'body holds no order' : 'the order is not cancelled';
      return { kind: 'OPEN', error: new UpstreamError('UPSTREAM_REJECTED', reason) };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return REJECTIONS.has(error.status) ? { kind: 'REJECTED' } : { kind: 'OPEN', error };
    }
  }

  async function isCancelledHere(orderId: string): Promise<boolean> {
    const [order] = await mirror.findOrders(GATEWAY, [orderId]);
    return typeof order?.status === 'string' && isCancelledStatus(order.status);
  }

  /** @returns whether the order is cancelled according to Junction, or to the mirror with Junction's answer */
  async function lookUp(orderId: string): Promise<boolean> {
    const report = readRestOrder(orderId, await orderOrNull(orderId));
    if (report === null) return false;
    await ingester.take(restMessage(report));
    return isCancelledStatus(report.lastEvent.status) || isCancelledHere(orderId);
  }

  async function orderOrNull(orderId: string): Promise<JsonObject | null> {
    try {
      return await junction.order(orderId, undefined, LOOKUP_TERMS);
    } catch (error) {
      // The caller receives the error of the cancellation, not of this lookup.
      if (error instanceof UpstreamError) return null;
      throw error;
    }
  }

  async function cancel(orderId: string): Promise<Cancellation> {
    const reply = await send(orderId);
    if (reply.kind === 'UNKNOWN_ORDER') return reply.kind;
    if (reply.kind === 'CANCELLED') {
      await ingester.take(restMessage(reply.report));
      if (await isCancelledHere(orderId)) return 'CANCELLED';
    }
    // A response with few events does not replace a longer history in the mirror, so the whole order is read here too.
    if (await lookUp(orderId)) return 'CANCELLED';
    if (reply.kind === 'OPEN') throw reply.error;
    if (reply.kind === 'CANCELLED') return 'CANCELLED';
    // A webhook may have reported the cancellation that Junction's response does not contain.
    return (await isCancelledHere(orderId)) ? 'CANCELLED' : 'NOT_CANCELLABLE';
  }

  return async (orderId) => {
    let outcome: Cancellation | 'FAILED' = 'FAILED';
    try {
      outcome = await cancel(orderId);
      return outcome;
    } finally {
      onOutcome(outcome);
    }
  };
}
