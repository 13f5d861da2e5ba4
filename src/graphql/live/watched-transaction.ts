import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { TransactionRow } from '../../store/read/index.js';
import { publicError } from '../errors.js';

/** The time between two attempts to read while the database does not respond. */
export const PAUSE_WITHOUT_DATABASE_MS = 1_000;

/** A transaction that changed: the event of a subscription. */
export interface WatchedTransaction {
  /** The state that was read without an entry in the audit trail, so nothing of it may be sent. */
  readonly row: TransactionRow;
  /** Makes the change pending again when its response could not be read. */
  readonly postpone: () => void;
}

/** The transaction was removed, or the viewer lost access, after the change was noticed. */
export class TransactionGoneError extends Error {}

/**
 * Whether a result is not sent: there is nothing that the viewer may read any more, or the database did not respond. In
 * the second case the change is pending again a second later, because a client that received an error instead would
 * wait for the next change.
 */
export async function isWithheld(
  { data, errors = [] }: ExecutionResult,
  { postpone }: WatchedTransaction,
): Promise<boolean> {
  if (data != null) return false;
  if (errors.some(({ originalError }) => originalError instanceof TransactionGoneError))
    return true;
  if (!errors.some((error) => publicError(error).code === 'SERVICE_UNAVAILABLE')) return false;
  await pause(PAUSE_WITHOUT_DATABASE_MS);
  postpone();
  return true;
}
