import type { ServedOrder } from '../store/served-orders.js';

/** An order in the mirror before and after the comparison with Junction. */
export interface Comparison {
  readonly orderId: string;
  readonly before: ServedOrder | null;
  readonly after: ServedOrder | null;
}

export interface Difference {
  readonly field: string;
  readonly mirror: unknown;
  readonly junction: unknown;
}

/** The fields that differ, in alphabetical order. */
export function differencesOf({ before, after }: Comparison): Difference[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .sort()
    .map((field) => ({
      field,
      mirror: before?.[field] ?? null,
      junction: after?.[field] ?? null,
    }))
    .filter(({ mirror, junction }) => mirror !== junction);
}
