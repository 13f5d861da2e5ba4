/**
 * Junction's word as a value of the graph's enum, which spells it in upper case. All of Junction's word lists may
 * grow: a word that is not among the known ones is `UNKNOWN`.
 */
export function enumValue<Value extends string>(
  known: readonly Value[],
  word: string | null,
): Value | 'UNKNOWN' {
  const upperCase = word?.toUpperCase();
  return known.find((value) => value === upperCase) ?? 'UNKNOWN';
}
