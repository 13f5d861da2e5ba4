/** A value as JavaScript that cannot end the script it stands in. */
export function scriptValue(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
