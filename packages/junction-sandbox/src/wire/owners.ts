import type { Transaction } from '../lab/transaction.js';
import { uuidFor } from '../names.js';

/** The only team of the sandbox. */
export const TEAM_ID = uuidFor('team');

/** Junction's own id of the transaction's patient. */
export function userId(transaction: Transaction): string {
  return transaction.junctionUserId ?? uuidFor('user', transaction.clientUserId);
}
