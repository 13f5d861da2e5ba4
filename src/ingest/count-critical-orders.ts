import { Counter, type Registry } from 'prom-client';

/**
 * Counts the orders that become critical.
 *
 * @returns a callback for each of them
 */
export function countCriticalOrders(registry: Registry): () => void {
  const orders = new Counter({
    name: 'order_transactions_critical_orders_total',
    help: 'Orders for which a critical result was reported, each once.',
    registers: [registry],
  });
  return () => orders.inc();
}
