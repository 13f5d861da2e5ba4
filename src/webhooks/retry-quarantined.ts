import type { Ingester } from '../ingest/ingester.js';
import type { Quarantine } from '../ingest/quarantine.js';
import type { Outcome } from '../store/write/apply-messages.js';
import { readPayload } from './payload.js';

/** What became of a quarantined message: taken in, still unreadable for a reason, or not there. */
export type RetryOutcome = Outcome | { readonly unreadable: string } | 'NOT_FOUND';

/**
 * Reads a quarantined message again and takes it in where that succeeds now, say after an upgrade. It leaves the
 * quarantine only after the commit; a crash between the two makes the next retry a DUPLICATE.
 *
 * @throws IngestUnavailable, IngestRefused
 */
export async function retryQuarantined(
  messageId: string,
  { quarantine, ingester }: { quarantine: Quarantine; ingester: Ingester },
): Promise<RetryOutcome> {
  const message = await quarantine.find(messageId);
  if (message === null) return 'NOT_FOUND';
  const payload = readPayload(message.body);
  if (payload.kind === 'UNREADABLE') return { unreadable: payload.reason };
  const outcome = await ingester.take({
    source: 'WEBHOOK',
    // The id itself is known, so that the sender's own repeats stay duplicates.
    key: `${messageId} retried`,
    eventType: payload.eventType,
    fact: payload.kind === 'ORDER' ? payload.report : null,
  });
  await quarantine.drop(messageId);
  return outcome;
}
