import { titleOf, type Tone } from '@order-transactions/console-kit';
import type { OrderOrigin, OrderStatus, OrderTransactionStatus } from '../generated/graphql.js';

const TRANSACTION_TONES: Readonly<Record<OrderTransactionStatus, Tone>> = {
  ACTIVE: 'wait',
  COMPLETED: 'good',
  CANCELLED: 'plain',
  UNKNOWN: 'plain',
};

export function toneOfTransaction(status: OrderTransactionStatus): Tone {
  return TRANSACTION_TONES[status];
}

/** Statuses that are good, bad or require action. All other statuses are in progress. */
const ORDER_TONES: Readonly<Partial<Record<OrderStatus, Tone>>> = {
  COMPLETED: 'good',
  CORRECTED: 'good',
  REDRAW_AVAILABLE: 'wait',
  PARTIAL_RESULTS: 'wait',
  LAB_PROCESSING_BLOCKED: 'bad',
  SAMPLE_ERROR: 'bad',
  LOST: 'bad',
  FAILURE_TO_DELIVER_TO_CUSTOMER: 'bad',
  FAILURE_TO_DELIVER_TO_LAB: 'bad',
  PROBLEM_IN_TRANSIT_CUSTOMER: 'bad',
  PROBLEM_IN_TRANSIT_LAB: 'bad',
  APPOINTMENT_CANCELLED: 'bad',
  DO_NOT_PROCESS: 'bad',
};

export function toneOfOrder(status: OrderStatus): Tone {
  return ORDER_TONES[status] ?? 'plain';
}

const ORIGINS: Readonly<Record<OrderOrigin, string>> = {
  INITIAL: 'Initial order',
  REDRAW: 'Redraw',
  RECREATION: 'Recreation',
  UNKNOWN: 'Order',
};

export function nameOfOrigin(origin: OrderOrigin | null | undefined): string {
  return ORIGINS[origin ?? 'UNKNOWN'];
}

/** The reason of a missing biomarker, as part of a sentence: `quantity not sufficient`. */
export function failureOf(type: string): string {
  return titleOf(type)
    .replace(/ failure$/, '')
    .toLowerCase();
}
