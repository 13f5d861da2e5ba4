import { greater } from './ordering.js';

/** A value from a report of an order, with the version of that report. Versions sort as text; the greatest is the newest. */
export interface Versioned<Value> {
  readonly version: string;
  readonly value: Value;
}

/** Returns null for a report that lacks the value. */
export function versioned<Value>(
  version: string,
  value: Value | null | undefined,
): Versioned<Value> | null {
  return value == null ? null : { version, value };
}

/** Returns the part with the greater version; the known one when both are equal, so that nothing changes. */
export function newer<Part extends { readonly version: string }>(
  known: Part | null,
  received: Part | null,
): Part | null {
  return greater(known, received, ({ version }) => [version]);
}
