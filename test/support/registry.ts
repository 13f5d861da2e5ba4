import { Registry } from 'prom-client';
import { overhear } from './canary.js';

/** A registry whose metrics are searched for personal data. */
export function testRegistry(): Registry {
  const registry = new Registry();
  overhear('a metric', () => registry.metrics());
  return registry;
}
