import { listedStatusOf } from '../junction/statuses.js';
import type { OrderView } from './order-view.js';

/** The properties by which lists of transactions are filtered, computed from all orders of a transaction. */
export interface TransactionListing {
  readonly hasRedraw: boolean;
  readonly isCritical: boolean;
  /** Each once, sorted; `unknown` for every status that the graph returns as `UNKNOWN`. */
  readonly orderStatuses: readonly string[];
}

export function viewListing(members: readonly OrderView[]): TransactionListing {
  return {
    hasRedraw: members.some(({ origin }) => origin === 'redraw'),
    isCritical: members.some(({ isCritical }) => isCritical),
    orderStatuses: [...new Set(members.map(({ status }) => listedStatusOf(status)))].sort(),
  };
}
