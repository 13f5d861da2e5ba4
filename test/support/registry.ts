import { Registry } from 'prom-client';
import { overhear } from './canary.js';

/** A registry whose metrics are looked through for what tells of a person. */
export function testRegistry(): Registry {
  const registry = new Registry();
  overhear('a metric', () => registry.metrics());
  return registry;
}
