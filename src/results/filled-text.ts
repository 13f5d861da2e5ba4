import { asText, field, type JsonObject } from '../junction/tolerant.js';

/** A text field that says something: Junction writes an empty text where it has none. */
export function filledText(object: JsonObject | null, name: string): string | null {
  const text = asText(field(object, name));
  return text === '' ? null : text;
}
