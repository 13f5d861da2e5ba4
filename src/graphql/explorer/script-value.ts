/** Writes a value as JavaScript that cannot close the surrounding script element. */
export function scriptValue(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
