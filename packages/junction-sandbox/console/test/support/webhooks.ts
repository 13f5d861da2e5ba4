import type { Webhook } from '../../src/types.js';

/** A delivered webhook. The given values replace the defaults. */
export function webhookOf(values: Partial<Webhook> = {}): Webhook {
  return {
    id: 'msg_1',
    eventType: 'labtest.order.updated',
    transactionId: 'transaction_1',
    orderId: 'order_1',
    origin: 'initial',
    status: 'ordered',
    state: 'delivered',
    attemptCount: 1,
    nextAttemptAt: null,
    httpStatus: 200,
    answer: '',
    sentAt: '2026-03-06T10:02:17.000Z',
    ...values,
  };
}
