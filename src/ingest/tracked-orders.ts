import type { Logger } from 'pino';
import { GATEWAY } from '../access/viewer.js';
import { JOB_LIMITS, type CallLimits } from '../junction/call-policy.js';
import { createJunctionClient, type JunctionObserver } from '../junction/client.js';
import type { MirrorReads } from '../store/read/index.js';
import type { Ingester } from './ingester.js';
import { readRestOrder, restMessage } from './rest-orders.js';

export interface TrackedOrdersOptions {
  readonly junction: { readonly baseUrl: string; readonly apiKey: string };
  readonly observer?: JunctionObserver;
  readonly ingester: Pick<Ingester, 'take'>;
  readonly mirror: Pick<MirrorReads, 'findOrders'>;
  readonly logger: Logger;
}

/** Few concurrent calls, in a queue of their own: a company that imports orders tracks thousands in a row. */
const LIMITS: CallLimits = { ...JOB_LIMITS, concurrency: 2, deadlineMs: 30_000, retries: 2 };

/**
 * Reads tracked orders from Junction once, in the background: an order has no status until Junction reports one, and
 * its first webhook may have been sent before it was tracked. Webhooks and reconcile update an order whose read fails.
 */
export class TrackedOrders {
  private readonly client;
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly options: TrackedOrdersOptions) {
    this.client = createJunctionClient({
      ...options.junction,
      ...options.observer,
      limits: LIMITS,
    });
  }

  /** Returns at once. */
  read(orderId: string): void {
    if (this.closing.signal.aborted) return;
    const reading = this.readOrder(orderId)
      .catch((error: unknown) => {
        if (!this.closing.signal.aborted)
          this.options.logger.warn({ err: error, orderId }, 'a tracked order could not be read');
      })
      .finally(() => this.running.delete(reading));
    this.running.add(reading);
  }

  /** Resolves when all reads are complete. */
  async idle(): Promise<void> {
    await Promise.all(this.running);
  }

  /** Aborts the calls to Junction. Orders that were read are stored. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.idle();
    await this.client.close();
  }

  private async readOrder(orderId: string): Promise<void> {
    const { ingester, mirror, logger } = this.options;
    const [order] = await mirror.findOrders(GATEWAY, [orderId]);
    if (typeof order?.status === 'string') return;
    const body = await this.client.order(orderId, this.closing.signal);
    const report = readRestOrder(orderId, body);
    if (report === null) {
      logger.warn({ orderId }, 'Junction returned no readable order for a tracked order');
      return;
    }
    await ingester.take(restMessage(report));
  }
}
