import { lowStatusOf } from '../../junction/statuses.js';
import type { OrderRow, TransactionRow } from '../../store/read/index.js';
import { redrawOutcome, type RedrawOutcome } from '../../results/redraw-outcome.js';
import type { Loaders } from '../loaders.js';

/**
 * Null without a redraw, and while the repeated order has no results.
 *
 * @param orders all orders of the transaction
 */
export async function loadRedrawOutcome(
  loaders: Loaders,
  transaction: TransactionRow,
  orders: readonly OrderRow[],
): Promise<RedrawOutcome | null> {
  const repeated = repeatedOrder(orders);
  if (repeated === undefined) return null;
  const [first, combined] = await Promise.all([
    loaders.resultsOfOrder(repeated),
    loaders.resultsOfTransaction(transaction),
  ]);
  return first && redrawOutcome(first, combined);
}

/** Returns the order that the redraw repeats: its parent, or else the order for which a redraw was announced. */
function repeatedOrder(orders: readonly OrderRow[]): OrderRow | undefined {
  const redraw = orders.find(({ origin }) => origin === 'redraw');
  if (redraw === undefined) return undefined;
  return (
    orders.find(({ id }) => id === redraw.parentId) ??
    orders.find(({ status }) => status !== null && lowStatusOf(status) === 'redraw_available') ??
    orders.find(({ origin }) => origin === 'initial')
  );
}
