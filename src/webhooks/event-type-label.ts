const KNOWN_TYPES: ReadonlySet<string> = new Set([
  'labtest.order.created',
  'labtest.order.updated',
  'labtest.appointment.created',
  'labtest.appointment.updated',
  'labtest.result.critical',
  'labtest.order_tracking.updated',
  'labtest.match_review.created',
  'labtest.match_review.updated',
  // Svix's own types, which the account of the sender receives.
  'endpoint.created',
  'endpoint.updated',
  'endpoint.deleted',
  'endpoint.enabled',
  'endpoint.disabled',
  'message.attempt.exhausted',
  'message.attempt.failing',
  'message.attempt.recovered',
  'message.attempt.log',
  'background_task.finished',
  'ingest.endpoint.disabled',
  'ingest.message.attempt.exhausted',
  'ingest.message.attempt.failing',
  'ingest.message.attempt.recovered',
]);

/**
 * An event's type for logs and metrics. Unrecognized types are `other`, so that the number of labels is bounded. `unknown`: the
 * event has no type.
 */
export function eventTypeLabel(eventType: string | null): string {
  if (eventType === null) return 'unknown';
  return KNOWN_TYPES.has(eventType) ? eventType : 'other';
}
