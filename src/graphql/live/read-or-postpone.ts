import { setTimeout as pause } from 'node:timers/promises';
import { isTransient } from '../../database/transient-error.js';

const PAUSE_WITHOUT_DATABASE_MS = 1_000;

/**
 * Reads for a subscription. While the database does not respond, the read is postponed by a second instead of closing
 * the subscription.
 *
 * @param postpone makes the read pending again; called after the second, before null is returned
 */
export async function readOrPostpone<T>(
  read: () => Promise<T>,
  postpone: () => void,
): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!isTransient(error)) throw error;
    await pause(PAUSE_WITHOUT_DATABASE_MS);
    postpone();
    return null;
  }
}
