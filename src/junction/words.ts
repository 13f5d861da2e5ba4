/**
 * Converts Junction's word to a value of the graph's enum, which is in upper case. All of Junction's word lists may
 * grow: an unlisted word is `UNKNOWN`.
 */
export function enumValue<Value extends string>(
  known: readonly Value[],
  word: string | null,
): Value | 'UNKNOWN' {
  const upperCase = word?.toUpperCase();
  return known.find((value) => value === upperCase) ?? 'UNKNOWN';
}
