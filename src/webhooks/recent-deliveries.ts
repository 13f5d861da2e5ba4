import type { FinishedDelivery } from './delivery-log.js';

const MAX_DELIVERIES = 100;

/** A delivery with the time of its response, ISO 8601. */
export interface RecentDelivery extends FinishedDelivery {
  readonly answeredAt: string;
}

interface TimedDelivery {
  readonly answeredAt: Date;
  readonly delivery: FinishedDelivery;
}

/** The newest deliveries of this process, in memory: a restart clears the list. */
export class RecentDeliveries {
  private readonly deliveries: TimedDelivery[] = [];

  add(delivery: FinishedDelivery): void {
    this.deliveries.push({ answeredAt: new Date(), delivery });
    if (this.deliveries.length > MAX_DELIVERIES) this.deliveries.shift();
  }

  /** The newest first. */
  list(): RecentDelivery[] {
    return this.deliveries
      .toReversed()
      .map(({ answeredAt, delivery }) => ({ answeredAt: answeredAt.toISOString(), ...delivery }));
  }
}
