/**
 * Parses the header `Retry-After` (RFC 9110, 10.2.3): seconds, or an HTTP date.
 *
 * @returns milliseconds from now, never below 0; null when the header is absent or invalid.
 */
export function parseRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
