/**
 * Maps Junction's words, which are in lower case, to the values of one of the graph's enums. All of Junction's word lists may
 * grow: resolvers return `UNKNOWN` for an unlisted word.
 */
export function valuesByWord<Value extends string>(
  values: readonly Value[],
): ReadonlyMap<string | null, Value> {
  return new Map(values.map((value) => [value.toLowerCase(), value]));
}
