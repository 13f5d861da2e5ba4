import type { Findings } from '../lab/record-event.js';
import type { CollectionMethod, OrderEvent, Origin, OrderStatus } from '../lab/transaction.js';

/** The events of a patient's orders, as data. */
export interface Journey {
  readonly method: CollectionMethod;
  readonly steps: readonly JourneyStep[];
}

/** One event of one order; the first event of an order places it. */
export interface JourneyStep {
  /** Hours since the previous step. */
  readonly hours: number;
  readonly order: Origin;
  readonly becomes: OrderStatus;
  /** The reason, where Junction gives one. */
  readonly detail?: NonNullable<OrderEvent['detail']>;
  readonly findings?: Findings;
  /** Hours from this step to the time of the appointment that it confirms; default 6. */
  readonly hoursToAppointment?: number;
  /** The order that Junction places automatically at the same time. */
  readonly opens?: 'redraw';
  /** Sends no webhook: Junction announces partial results only to teams that requested it. */
  readonly silent?: boolean;
}
