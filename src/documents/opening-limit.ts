import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { LIFETIME_MS } from './document-links.js';

/** A viewer opens a link once or twice and may then download the document; some readers fetch it in parts. */
const MAX_OPENINGS = 20;
const MAX_CONCURRENT = 4;
const MAX_LINKS = 10_000;

interface Openings {
  total: number;
  current: number;
}

/** Limits how often one link is opened in this process: each opening calls Junction. */
export class OpeningLimit {
  private readonly links = new LRUCache<string, Openings>({ max: MAX_LINKS, ttl: LIFETIME_MS });

  /** @returns null when the link may not be opened now; otherwise a function to call when the document is closed */
  open(ticket: string): (() => void) | null {
    const openings = this.openingsOf(createHash('sha256').update(ticket).digest('base64'));
    if (openings.total >= MAX_OPENINGS || openings.current >= MAX_CONCURRENT) return null;
    openings.total++;
    openings.current++;
    return () => openings.current--;
  }

  private openingsOf(link: string): Openings {
    const known = this.links.get(link);
    if (known) return known;
    const openings = { total: 0, current: 0 };
    this.links.set(link, openings);
    return openings;
  }
}
