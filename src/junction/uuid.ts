const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The UUID in lower case, the one spelling used in keys, loaders and SQL; null when it is none. */
export function parseUuid(value: unknown): string | null {
  return typeof value === 'string' && PATTERN.test(value) ? value.toLowerCase() : null;
}
