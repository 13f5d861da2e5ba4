import type { AuditEntry } from './audit-trail.js';

const WINDOW_MS = 60_000;

interface SampleWindow {
  readonly entry: AuditEntry;
  readonly endsAt: number;
  /** Rejections since the recorded one. */
  suppressed: number;
}

/** An entry to write, with the number of equal rejections before it. */
export interface SampledRejection {
  readonly entry: AuditEntry;
  readonly repeats: number;
}

/**
 * Records the first rejection of each viewer and action in a minute and counts the rest, so that rejected requests
 * cannot fill the disk. The counts are in memory: a crash loses those of the last minute.
 */
export class RejectionSampler {
  /** In the order in which the windows end. */
  private readonly windows = new Map<string, SampleWindow>();

  /** @returns what to record now: this rejection if it is the first, and the counts of expired windows */
  sample(entry: AuditEntry): SampledRejection[] {
    const now = performance.now();
    const key = `${entry.action} ${entry.viewer}`;
    const window = this.windows.get(key);
    if (window !== undefined && now < window.endsAt) {
      window.suppressed++;
      return [];
    }
    this.windows.delete(key);
    const expired = this.takeExpired(now);
    this.windows.set(key, { entry, endsAt: now + WINDOW_MS, suppressed: 0 });
    return [...expired, { entry, repeats: window?.suppressed ?? 0 }];
  }

  /** @returns the counts of all windows, including the current ones */
  flush(): SampledRejection[] {
    return this.takeExpired(Infinity);
  }

  private takeExpired(now: number): SampledRejection[] {
    const expired: SampledRejection[] = [];
    for (const [key, { entry, endsAt, suppressed }] of this.windows) {
      if (endsAt > now) break;
      this.windows.delete(key);
      if (suppressed > 0) expired.push({ entry, repeats: suppressed - 1 });
    }
    return expired;
  }
}
