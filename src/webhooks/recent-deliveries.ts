import type { FinishedDelivery } from './delivery-log.js';

const MAX_DELIVERIES = 100;

/** A delivery with the time of its response, ISO 8601. */
export interface RecentDelivery extends FinishedDelivery {
  readonly answeredAt: string;
}

/** The newest deliveries of this process, in memory: a restart clears the list. */
export class RecentDeliveries {
  private readonly deliveries: { readonly at: number; readonly delivery: FinishedDelivery }[] = [];

  add(delivery: FinishedDelivery): void {
    this.deliveries.push({ at: Date.now(), delivery });
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries.shift();
  }

  /** The newest first. */
  list(): RecentDelivery[] {
    return this.deliveries
      .toReversed()
      .map(({ at, delivery }) => ({ answeredAt: new Date(at).toISOString(), ...delivery }));
  }
}
