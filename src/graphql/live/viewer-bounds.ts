import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../access/viewer.js';
import type { SubscriptionLimits } from '../../config/config.js';
import { TokenBucket } from './token-bucket.js';

/** Releases a place. Further calls have no effect. */
export type Release = () => void;

/** More viewers than send messages within a few seconds. */
const CACHED_RATES = 10_000;

/**
 * Limits what each viewer holds open and sends, over all connections. Viewers who may read everything are not limited:
 * behind the router's secret alone, every caller is the gateway.
 */
export class ViewerBounds {
  private readonly sockets = new Map<string, number>();
  private readonly subscriptions = new Map<string, number>();
  private readonly rates = new LRUCache<string, TokenBucket>({ max: CACHED_RATES });

  constructor(private readonly limits: SubscriptionLimits) {}

  /** @returns null when the viewer has as many sockets as allowed. */
  takeSocket(viewer: Viewer): Release | null {
    return take(this.sockets, this.limits.socketsPerViewer, keyOf(viewer));
  }

  /** @returns null when the viewer has as many subscriptions as allowed. */
  takeSubscription(viewer: Viewer): Release | null {
    return take(this.subscriptions, this.limits.subscriptionsPerViewer, keyOf(viewer));
  }

  /** @returns false when the viewer sends too many messages. */
  takeMessage(viewer: Viewer): boolean {
    const key = keyOf(viewer);
    if (key === null) return true;
    const { messagesPerSecond, subscriptionsPerViewer } = this.limits;
    // A client that connects again opens all of its subscriptions at once.
    const rate =
      this.rates.get(key) ??
      new TokenBucket(messagesPerSecond, messagesPerSecond + subscriptionsPerViewer);
    this.rates.set(key, rate);
    return rate.take();
  }
}

function take(counts: Map<string, number>, limit: number, key: string | null): Release | null {
  if (key === null) return () => undefined;
  const count = counts.get(key) ?? 0;
  if (count >= limit) return null;
  counts.set(key, count + 1);
  let released = false;
  return () => {
    if (released) return;
    released = true;
    const left = (counts.get(key) ?? 1) - 1;
    if (left > 0) counts.set(key, left);
    else counts.delete(key);
  };
}

/** Null for a viewer without limits: one who reads everything, or one without a token, who can open nothing. */
function keyOf({ seesAll, userId, expiresAt, name }: Viewer): string | null {
  if (seesAll || expiresAt === null) return null;
  return userId ?? name;
}
