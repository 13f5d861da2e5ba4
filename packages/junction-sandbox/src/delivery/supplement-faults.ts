import type { Delivery } from './courier.js';

/** The faults of the webhooks of appointments and critical results. */
export interface SupplementFaultRates {
  /** The share of webhooks that are never sent, from 0 to 1. */
  readonly lost: number;
  /** The share of webhooks that are sent twice with the same id. */
  readonly doubled: number;
  /** The maximum delay of each webhook in milliseconds, so that others overtake it. */
  readonly delay: number;
}

const NONE: SupplementFaultRates = { lost: 0, doubled: 0, delay: 0 };

/** Applies the faults to the webhooks of appointments and critical results only. */
export class SupplementFaults {
  private rates = NONE;

  get current(): SupplementFaultRates {
    return this.rates;
  }

  set(rates: Partial<SupplementFaultRates>): SupplementFaultRates {
    this.rates = { ...NONE, ...rates };
    return this.rates;
  }

  /** @returns the delivery once, twice, or not at all */
  applyTo(delivery: Delivery): Delivery[] {
    if (delivery.message.eventType.startsWith('labtest.order.')) return [delivery];
    const { lost, doubled, delay } = this.rates;
    if (Math.random() < lost) return [];
    const copies = Math.random() < doubled ? 2 : 1;
    return Array.from({ length: copies }, () => ({
      ...delivery,
      heldBack: delivery.heldBack + Math.floor(Math.random() * (delay + 1)),
    }));
  }
}
