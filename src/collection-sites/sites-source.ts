import { LRUCache } from 'lru-cache';
import type { JunctionClient } from '../junction/client.js';
import { SharedCalls } from '../junction/shared-calls.js';
import { UpstreamError } from '../junction/upstream-error.js';
import { readCollectionSites, type CollectionSite } from './read-sites.js';

/** The radii that Junction searches, in miles. */
export const RADII = [10, 20, 25, 50, 100] as const;
export type Radius = (typeof RADII)[number];

/** The sites, nearest first; null when Junction has none for the order; an error when Junction did not return them. */
export type SitesOrError = readonly CollectionSite[] | null | Error;

/** Sites rarely change. Their distances locate a patient's home, so they are never stored, and cached only for minutes. */
const CACHED_MS = 5 * 60_000;
const MAX_CACHED = 500;

/** Finds collection sites for walk-in orders. Concurrent requests share one call for each order and radius. */
export class CollectionSites {
  private readonly cache = new LRUCache<
    string,
    { readonly sites: readonly CollectionSite[] | null }
  >({ max: MAX_CACHED, ttl: CACHED_MS });
  private readonly calls = new SharedCalls<readonly CollectionSite[] | null>();

  constructor(private readonly junction: Pick<JunctionClient, 'collectionSites'>) {}

  /**
   * Returns one item for each order, in the same order. A failed call concerns its own order only.
   *
   * @param caller when aborted, calls that no other caller shares are aborted.
   */
  find(
    withinMiles: Radius,
    orderIds: readonly string[],
    caller?: AbortSignal,
  ): Promise<SitesOrError[]> {
    return Promise.all(
      orderIds.map((orderId) =>
        this.findOne(withinMiles, orderId, caller).catch((error: unknown) => error as Error),
      ),
    );
  }

  private async findOne(withinMiles: Radius, orderId: string, caller?: AbortSignal) {
    const key = `${orderId} ${withinMiles}`;
    const known = this.cache.get(key);
    if (known) return known.sites;
    const fetch = async (signal: AbortSignal) => {
      const body = await this.junction.collectionSites(orderId, withinMiles, signal);
      const sites = body === null ? null : readCollectionSites(body);
      if (body !== null && sites === null) {
        throw new UpstreamError('UPSTREAM_REJECTED', 'body holds no collection sites');
      }
      this.cache.set(key, { sites });
      return sites;
    };
    return this.calls.join(key, fetch, caller);
  }
}
