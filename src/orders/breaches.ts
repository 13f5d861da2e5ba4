import { lowStatusOf } from '../junction/statuses.js';
import type { Mirror } from './mirror.js';
import type { OrderRecord } from './order-record.js';
import { transactionOf, viewOrder, type OrderView } from './order-view.js';

/**
 * A fact that contradicts Junction's documentation. It is stored all the same, and reported.
 *
 * - `CONTRADICTION`: two different origins or parents of one order
 * - `SECOND_REDRAW`: more than one redraw in a transaction
 * - `REDRAW_OF_REDRAW`: a redraw that has become `redraw_available` itself
 * - `UNEXPECTED_REDRAW`: a redraw of a test that is no walk-in, or at a laboratory that offers none
 */
export interface Breach {
  readonly kind: 'CONTRADICTION' | 'SECOND_REDRAW' | 'REDRAW_OF_REDRAW' | 'UNEXPECTED_REDRAW';
  readonly orderId: string;
}

/** Does not include Sonora Quest, which is another laboratory than Quest. */
const LABS_WITH_REDRAWS = /labcorp|(?<!sonora[\s_-]*)quest|bioreference/i;

/** All breaches among the orders of a mirror. */
export function breachesIn(mirror: Pick<Mirror, 'orders'>): Breach[] {
  const records = [...mirror.orders.values()];
  const redraws = records.filter((record) => record.origin === 'redraw');
  return [
    ...records.filter((it) => it.contradicted).map((it) => breach('CONTRADICTION', it)),
    ...redraws.filter((it) => isSecond(it, redraws)).map((it) => breach('SECOND_REDRAW', it)),
    ...redraws.map(viewOrder).flatMap(breachesOfRedraw),
  ];
}

/** Returns the breaches of the second state that the first one did not have. */
export function newBreaches(before: readonly Breach[], after: readonly Breach[]): Breach[] {
  const known = new Set(before.map(keyOf));
  return after.filter((it) => !known.has(keyOf(it)));
}

function breachesOfRedraw(redraw: OrderView): Breach[] {
  const { status, collectionMethod, lab } = redraw;
  const breaches: Breach[] = [];
  if (status !== null && lowStatusOf(status) === 'redraw_available')
    breaches.push(breach('REDRAW_OF_REDRAW', redraw));
  const unexpectedMethod = collectionMethod !== null && collectionMethod !== 'walk_in_test';
  const unexpectedLab = lab !== null && !LABS_WITH_REDRAWS.test(lab);
  if (unexpectedMethod || unexpectedLab) breaches.push(breach('UNEXPECTED_REDRAW', redraw));
  return breaches;
}

/** Every redraw of a transaction except the one with the smallest id counts as a second redraw. */
function isSecond(redraw: OrderRecord, redraws: readonly OrderRecord[]): boolean {
  const transactionId = transactionOf(redraw);
  return redraws.some(
    (other) =>
      transactionId !== null && transactionOf(other) === transactionId && other.id < redraw.id,
  );
}

function breach(kind: Breach['kind'], { id }: { id: string }): Breach {
  return { kind, orderId: id };
}

function keyOf({ kind, orderId }: Breach): string {
  return `${kind} ${orderId}`;
}
