import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { Breach } from '../orders/breaches.js';

/** Logs and counts breaches. @returns the observer of each breach */
export function watchBreaches(registry: Registry, logger: Logger): (breach: Breach) => void {
  const breaches = new Counter({
    name: 'order_transactions_breaches_total',
    help: 'Facts that contradict Junction’s documentation and were stored all the same, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  });
  return (breach) => {
    breaches.inc({ kind: breach.kind });
    logger.warn(breach, 'Junction broke a rule of its own');
  };
}
