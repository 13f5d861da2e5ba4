import type { Ingester } from '../ingest/ingester.js';
import { PENDING, type Quarantine } from '../ingest/quarantine.js';
import type { Outcome } from '../store/write/apply-messages.js';
import { factOf, readPayload } from './payload.js';

/** The outcome of a retry: applied, still unreadable for a reason, or no such message. */
export type RetryOutcome = Outcome | { readonly unreadable: string } | 'NOT_FOUND';

export interface RetryParts {
  readonly quarantine: Quarantine;
  readonly ingester: Pick<Ingester, 'take'>;
  /** The teams whose events are applied; empty: all. */
  readonly teamIds: readonly string[];
}

/**
 * Parses a quarantined message again and applies it when that succeeds now, for example after an upgrade. It is removed
 * from quarantine only after the commit; after a crash between the two, the next retry is a DUPLICATE.
 *
 * @throws IngestUnavailableError, IngestRejectedError
 */
export async function retryQuarantined(
  messageId: string,
  { quarantine, ingester, teamIds }: RetryParts,
): Promise<RetryOutcome> {
  const message = await quarantine.find(messageId);
  if (message === null) return 'NOT_FOUND';
  const payload = readPayload(message.body, teamIds);
  if (payload.kind === 'UNREADABLE') return { unreadable: payload.reason };
  const outcome = await ingester.take({
    source: 'WEBHOOK',
    // The inbox contains the id of a quarantined message, so that the sender's repeats are duplicates; not that of a pending one.
    key: message.reason === PENDING ? messageId : `${messageId} retried`,
    eventType: payload.eventType,
    fact: factOf(payload),
  });
  await quarantine.drop(messageId);
  return outcome;
}
