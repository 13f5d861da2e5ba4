import type { Findings } from '../lab/record-event.js';
import type { CollectionMethod, OrderEvent, Origin, OrderStatus } from '../lab/transaction.js';

/** What happens to a patient's orders, as data. */
export interface Journey {
  readonly method: CollectionMethod;
  readonly steps: readonly JourneyStep[];
}

/** One event of one order; the first event of an order places it. */
export interface JourneyStep {
  /** Hours since the step before. */
  readonly hours: number;
  readonly order: Origin;
  readonly becomes: OrderStatus;
  /** Why, where Junction gives a reason. */
  readonly detail?: NonNullable<OrderEvent['detail']>;
  readonly findings?: Findings;
  /** Hours to the time of an appointment that the step confirms; default 6. */
  readonly hoursToAppointment?: number;
  /** The order that Junction places by itself in the same moment. */
  readonly opens?: 'redraw';
  /** No webhook: Junction announces partial results only to teams that requested it. */
  readonly silent?: boolean;
}
