/** How the webhooks of a journey are sent, and with which faults. */
export interface DeliveryOptions {
  /** The seed of all random decisions: which webhooks have a fault, and the order when shuffled. */
  readonly seed: number;
  /**
   * False: each webhook is delivered before the next step is taken. True: all steps are taken at once, and the
   * webhooks are sent in a random order without waiting for each other.
   */
  readonly shuffle: boolean;
  /** Takes all steps and sends all webhooks at once. */
  readonly burst: boolean;
  /** The number of webhooks that are sent twice with the same message id. */
  readonly duplicates: number;
  /** The share of webhooks that are never sent, from 0 to 1. */
  readonly lost: number;
  /** The number of webhooks whose first attempt is truncated. */
  readonly truncated: number;
  /** The number of webhooks whose first attempt is signed with a wrong secret. */
  readonly wrongSecret: number;
  /** The delay after each webhook, in milliseconds. */
  readonly pause: number;
  /** The maximum delay in milliseconds. Each webhook has a random delay, so later webhooks overtake earlier ones. */
  readonly delay: number;
  /** The number of steps by which the embedded transaction of a webhook is behind. */
  readonly lag: number;
  /** `updated_at` always has the value of the order's creation, in webhooks and in the REST API. */
  readonly frozen: boolean;
}

/** Sends every webhook once, when its step is taken, without faults. */
export const IN_ORDER = {
  shuffle: false,
  burst: false,
  duplicates: 0,
  lost: 0,
  truncated: 0,
  wrongSecret: 0,
  pause: 0,
  delay: 0,
  lag: 0,
  frozen: false,
} as const;
