/**
 * Parsers for JSON of any shape. They never throw, and never follow the prototype chain: keys named `constructor` or
 * `__proto__` are ordinary keys.
 */

/** A JSON object whose keys are read with {@link field}. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as a JSON object; null for lists, primitives and nothing. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}

/** Parses the text of a JSON object; null for any other text. */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** An own field of an object; undefined where there is none. */
export function field(object: JsonObject | null, name: string): unknown {
  return object !== null && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value as a list; empty for anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The value as text that Postgres and JSON can hold: NUL characters and lone surrogates become U+FFFD. Null for
 * anything that is not a string.
 */
export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : null;
}

/** Returns a non-empty text field: Junction writes an empty text for a missing value. */
export function filledText(object: JsonObject | null, name: string): string | null {
  const text = asText(field(object, name));
  return text === '' ? null : text;
}

/** The value as a finite number; null for anything else, also for numbers written as text. */
export function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The value as an integer that GraphQL's `Int` can hold; null for anything else. */
export function asInt(value: unknown): number | null {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31 ? (value as number) : null;
}

/** The value as a boolean; null for anything else. */
export function asBoolean(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
