import { trace, type Attributes } from '@opentelemetry/api';

/**
 * Tells of the span under way; nothing happens while no traces are sent. Attributes leave the process only where the
 * exporter knows them.
 */
export function describeSpan(attributes: Attributes, name?: string): void {
  const span = trace.getActiveSpan();
  span?.setAttributes(attributes);
  if (name !== undefined) span?.updateName(name);
}
