import type { Target } from './target.js';

export interface Verdict {
  readonly passed: boolean;
  /** The measurements. */
  readonly figures: string;
}

/** An attack on the service in its production build. Each attack has its own service over empty tables. */
export interface Attack {
  /** The property that the attack tries to break. */
  readonly promise: string;
  run(target: Target): Promise<Verdict>;
}
