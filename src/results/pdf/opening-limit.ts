import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { LIFETIME_MS } from './pdf-links.js';

/** A viewer opens a link once or twice, and may download the document after that. */
const MOST_OPENINGS = 10;
const MOST_LINKS = 10_000;

/** Bounds how often one link is opened in this process: each opening is a call of Junction. */
export class OpeningLimit {
  private readonly openings = new LRUCache<string, { count: number }>({
    max: MOST_LINKS,
    ttl: LIFETIME_MS,
  });

  /** Counts an opening. @returns whether it is within the limit */
  allows(ticket: string): boolean {
    const link = createHash('sha256').update(ticket).digest('base64');
    const opened = this.openings.get(link) ?? { count: 0 };
    if (opened.count === 0) this.openings.set(link, opened);
    return ++opened.count <= MOST_OPENINGS;
  }
}
