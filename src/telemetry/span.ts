import { trace, type Attributes } from '@opentelemetry/api';

/**
 * Adds attributes to the active span; it does nothing where tracing is off. Only the attributes that the exporter lists
 * leave the process.
 */
export function describeSpan(attributes: Attributes, name?: string): void {
  const span = trace.getActiveSpan();
  span?.setAttributes(attributes);
  if (name !== undefined) span?.updateName(name);
}
