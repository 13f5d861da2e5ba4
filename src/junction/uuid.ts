const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The UUID in lower case, the only spelling in keys, loaders and SQL; null when the value is not a UUID. */
export function parseUuid(value: unknown): string | null {
  return typeof value === 'string' && PATTERN.test(value) ? value.toLowerCase() : null;
}
