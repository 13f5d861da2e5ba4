import { Counter, type Registry } from 'prom-client';
import type { OrderCancellerOptions } from './order-canceller.js';

/**
 * Counts cancellations.
 *
 * @returns the callback of the order canceller
 */
export function createCancellationMetrics(
  registry: Registry,
): NonNullable<OrderCancellerOptions['onOutcome']> {
  const cancellations = new Counter({
    name: 'order_transactions_cancellations_total',
    help: 'Cancellations of orders that were sent to Junction, by outcome. FAILED: it is open whether the order is cancelled.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome) => cancellations.inc({ outcome });
}
