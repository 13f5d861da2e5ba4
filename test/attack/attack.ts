import type { Target } from './target.js';

export interface Verdict {
  readonly passed: boolean;
  /** What was measured. */
  readonly figures: string;
}

/** An attack on the service in its production build. Each gets a service of its own, over empty tables. */
export interface Attack {
  /** What must be true. */
  readonly promise: string;
  run(target: Target): Promise<Verdict>;
}
