const KNOWN_TYPES: ReadonlySet<string> = new Set([
  'labtest.order.created',
  'labtest.order.updated',
  'labtest.appointment.created',
  'labtest.appointment.updated',
  'labtest.result.critical',
  'labtest.match_review.created',
  'message.attempt.exhausted',
]);

/**
 * An event's type, as logs and metrics name it: those that are not known are `other`, so that whatever Junction sends,
 * labels stay few. `unknown`: nobody can say.
 */
export function eventTypeLabel(eventType: string | null): string {
  if (eventType === null) return 'unknown';
  return KNOWN_TYPES.has(eventType) ? eventType : 'other';
}
