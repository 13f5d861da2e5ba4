import type { Delivery } from './courier.js';

/** What goes wrong with the webhooks of appointments and critical results. */
export interface SupplementFaultRates {
  /** The share that is never sent, from 0 to 1. */
  readonly lost: number;
  /** The share that is sent twice, under the same id. */
  readonly doubled: number;
  /** Milliseconds that each webhook waits at most, so that others overtake it. */
  readonly delay: number;
}

const NONE: SupplementFaultRates = { lost: 0, doubled: 0, delay: 0 };

/** Applies the faults that are set to the webhooks of appointments and critical results, and to no others. */
export class SupplementFaults {
  private rates = NONE;

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
