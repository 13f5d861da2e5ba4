/** How the webhooks of a journey are sent, and what is wrong with them. */
export interface DeliveryOptions {
  /** Decides everything random: which webhooks have a fault, and their order when shuffled. */
  readonly seed: number;
  /**
   * False: each webhook is delivered before the next step is taken. True: all steps are taken at once, then the
   * webhooks are sent in another order, none waiting for the answer to another.
   */
  readonly shuffle: boolean;
  /** All steps are taken and all webhooks sent at once. */
  readonly burst: boolean;
  /** How many webhooks are sent twice, under the same message id. */
  readonly duplicates: number;
  /** The share of webhooks that are never sent, from 0 to 1. */
  readonly lost: number;
  /** How many webhooks break off in the middle at their first attempt. */
  readonly truncated: number;
  /** How many webhooks are signed with a wrong secret at their first attempt. */
  readonly wrongSecret: number;
  /** Milliseconds after each webhook. */
  readonly pause: number;
  /** The most milliseconds that a webhook is held back, each by a time of its own: later ones overtake it. */
  readonly delay: number;
  /** By how many steps the transaction that a webhook embeds is behind. */
  readonly lag: number;
  /** `updated_at` stays what it was when an order was placed, in webhooks and in the REST API. */
  readonly frozen: boolean;
}

/** Every webhook once, when its step is taken, with nothing wrong. */
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
