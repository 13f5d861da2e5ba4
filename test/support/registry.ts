import { Registry } from 'prom-client';
import { searchForMarks } from './canary.js';

/** A registry whose metrics are searched for personal data. */
export function testRegistry(): Registry {
  const registry = new Registry();
  searchForMarks('a metric', () => registry.metrics());
  return registry;
}
