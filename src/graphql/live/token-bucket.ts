/**
 * Limits a rate (token bucket): it contains some tokens at first, gains some every second, and each event takes one.
 */
export class TokenBucket {
  private tokens: number;
  private updatedAt = performance.now();

  constructor(
    private readonly perSecond: number,
    private readonly capacity: number,
  ) {
    this.tokens = capacity;
  }

  /** @returns false when the bucket is empty. */
  take(): boolean {
    const now = performance.now();
    const gained = ((now - this.updatedAt) / 1000) * this.perSecond;
    this.updatedAt = now;
    this.tokens = Math.min(this.capacity, this.tokens + gained);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
