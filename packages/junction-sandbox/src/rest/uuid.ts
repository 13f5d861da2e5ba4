const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The UUID in lower case, as ids are stored; null for any other text. */
export function parseUuid(text: string): string | null {
  return PATTERN.test(text) ? text.toLowerCase() : null;
}
