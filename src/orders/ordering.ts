type Comparable = string | number | null;

/**
 * Compares two keys field by field; null is less than any other value.
 *
 * @returns below 0, 0 or above 0, as for `Array.prototype.sort`.
 */
export function compareKeys(a: readonly Comparable[], b: readonly Comparable[]): number {
  for (let index = 0; index < a.length; index++) {
    const order = compare(a[index] ?? null, b[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Returns the value with the greater key; the first one when both are equal, so that nothing changes. */
export function greater<T>(
  known: T | null,
  received: T | null,
  keyOf: (value: T) => readonly Comparable[],
): T | null {
  if (known === null || received === null) return known ?? received;
  return compareKeys(keyOf(received), keyOf(known)) > 0 ? received : known;
}

function compare(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
