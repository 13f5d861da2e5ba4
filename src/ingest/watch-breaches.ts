import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { Breach } from '../orders/breaches.js';

/** Logs and counts breaches. @returns what the ingester tells of each */
export function watchBreaches(registry: Registry, logger: Logger): (breach: Breach) => void {
  const breaches = new Counter({
    name: 'order_transactions_breaches_total',
    help: 'Things that Junction says never happen, and that were mirrored all the same, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  });
  return (breach) => {
    breaches.inc({ kind: breach.kind });
    logger.warn(breach, 'Junction broke a rule of its own');
  };
}
