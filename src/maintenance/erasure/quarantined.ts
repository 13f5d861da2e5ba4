import { CannotOpenError } from '../../database/sealer.js';
import type { Quarantine, QuarantinedMessage } from '../../ingest/quarantine.js';

export interface QuarantineSearch {
  /** The ids of the messages that concern the person. */
  readonly found: readonly string[];
  /** Messages that no configured key decrypts: it is unknown which people they concern. */
  readonly unopened: readonly string[];
}

/**
 * Decrypts every message in quarantine and finds those that concern a person.
 *
 * @param ids UUIDs of the person, of the person's orders and of their transactions
 */
export async function searchQuarantine(
  quarantine: Quarantine,
  userId: string,
  ids: readonly string[],
): Promise<QuarantineSearch> {
  const found: string[] = [];
  const unopened: string[] = [];
  for (const { messageId } of await quarantine.list()) {
    try {
      const message = await quarantine.find(messageId);
      if (message !== null && concerns(message, userId, ids)) found.push(messageId);
    } catch (error) {
      if (!(error instanceof CannotOpenError)) throw error;
      unopened.push(messageId);
    }
  }
  return { found, unopened };
}

const NAMED_USER = /"client_user_id"\s*:\s*("(?:[^"\\]|\\.)*")/g;

/** Quarantined bodies may be invalid JSON, so their text is searched. */
function concerns({ body }: QuarantinedMessage, userId: string, ids: readonly string[]): boolean {
  const text = body.toString('utf8');
  const lowerCase = text.toLowerCase();
  return (
    ids.some((id) => lowerCase.includes(id)) ||
    Array.from(text.matchAll(NAMED_USER), ([, literal = '']) => textOf(literal)).includes(userId)
  );
}

function textOf(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return literal;
  }
}
