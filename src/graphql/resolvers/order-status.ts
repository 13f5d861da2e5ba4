import { endOf, highStatusOf, lowStatusOf } from '../../junction/statuses.js';
import { enumReader } from '../../junction/words.js';
import { OrderPhase, OrderStatus } from '../generated/schema-types.js';

const readStatus = enumReader(OrderStatus);
const readPhase = enumReader(OrderPhase);

/** Returns the meaning of the last part of Junction's status, e.g. `redraw_available`. */
export function orderStatus(words: string | null): OrderStatus {
  return words === null ? 'UNKNOWN' : readStatus(lowStatusOf(words));
}

/**
 * Returns the meaning of the first part of Junction's status, e.g. `collecting_sample`; of the last part where the
 * first is missing or unknown.
 */
export function orderPhase(words: string | null): OrderPhase {
  if (words === null) return 'UNKNOWN';
  const phase = readPhase(highStatusOf(words));
  return phase === 'UNKNOWN' ? (endOf(lowStatusOf(words)) ?? 'UNKNOWN') : phase;
}
