import type { Viewer } from '../../access/viewer.js';
import type { Instant } from '../../junction/instant.js';
import type { PendingChanges } from '../../orders/live/changes-of-person.js';
import type { MirrorReads, TransactionPage, TransactionRow } from '../../store/read/index.js';

/** Reads the changed transactions that the viewer may read as this person's. */
export type FindChanged = (
  userId: string,
  changed: PendingChanges,
  since: Instant,
) => Promise<TransactionRow[]>;

/** A person rarely has this many transactions; the newest ones are returned. */
const MAX_CHANGED = 1_000;

export function createFindChanged(
  mirror: Pick<MirrorReads, 'findTransactions' | 'listTransactionsOfUsers'>,
  viewer: Viewer,
  caller: AbortSignal,
): FindChanged {
  return async (userId, { transactionIds, othersMayHave }, since) => {
    if (othersMayHave) {
      const page: TransactionPage = {
        statuses: null,
        changedAfter: since,
        after: null,
        limit: MAX_CHANGED,
      };
      const pages = await mirror.listTransactionsOfUsers(viewer, [userId], page, 'FULL', caller);
      return pages.flat();
    }
    const rows = await mirror.findTransactions(viewer, transactionIds, 'FULL', caller);
    return rows.filter((row) => row !== null && isOf(userId, row)) as TransactionRow[];
  };
}

function isOf(userId: string, { members }: TransactionRow): boolean {
  return members?.orders.some((order) => order.userId === userId) === true;
}
