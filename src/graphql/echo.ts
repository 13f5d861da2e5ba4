/** Parts of UUIDs and times. Any other text can name a person, and gateways log error messages. */
const SAFE_TEXT = /^[\da-fTZ.,:+ -]{0,40}$/i;

/** The end of an error message that repeats the caller's value; empty where the value is not safe to repeat. */
export function echo(value: unknown): string {
  const isSafe =
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && SAFE_TEXT.test(value));
  return isSafe ? `; got ${JSON.stringify(value)}` : '';
}
