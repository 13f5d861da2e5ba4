/**
 * Returns a function that converts Junction's words, which are in lower case, to the values of one of the graph's enums.
 * All of Junction's word lists may grow: an unlisted word is `UNKNOWN`.
 */
export function enumReader<Value extends string>(
  values: Readonly<Record<string, Value>> & { readonly UNKNOWN: Value },
): (word: string | null) => Value {
  const byWord = new Map(Object.values(values).map((value) => [value.toLowerCase(), value]));
  return (word) => (word === null ? values.UNKNOWN : (byWord.get(word) ?? values.UNKNOWN));
}
