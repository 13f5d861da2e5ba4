const DAY_MS = 24 * 60 * 60 * 1000;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { weekday: 'short', month: 'short', day: 'numeric' } as const;

export function clockOf(iso: string): string {
  return new Date(iso).toLocaleTimeString('en', CLOCK);
}

/** The day and time of an appointment, in its own time zone where available. */
export function appointmentTimeOf(iso: string, timeZone: string | null): string {
  const zone = timeZone !== null && isTimeZone(timeZone) ? { timeZone } : {};
  return new Date(iso).toLocaleString('en', { ...DAY, ...CLOCK, ...zone });
}

/** A `Date` of the graph, which has no time zone. */
export function calendarDayOf(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en', { ...DAY, timeZone: 'UTC' });
}

/** The day of a moment in the reader's zone. The key is for sorting, the label for display. */
export function dayOf(iso: string): { readonly key: string; readonly label: string } {
  const at = new Date(iso);
  const key = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  return { key, label: at.toLocaleDateString('en', DAY) };
}

/** The number of calendar days between two keys of {@link dayOf}. */
export function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / DAY_MS);
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
