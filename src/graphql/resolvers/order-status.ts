import { endOf, highStatusOf, lowStatusOf } from '../../junction/statuses.js';
import { enumValue } from '../../junction/words.js';
import { OrderPhase, OrderStatus } from '../generated/schema-types.js';

const STATUSES = Object.values(OrderStatus);
const PHASES = Object.values(OrderPhase);

/** The meaning of Junction's last word, e.g. `redraw_available`. */
export function orderStatus(words: string | null): OrderStatus {
  return words === null ? 'UNKNOWN' : enumValue(STATUSES, lowStatusOf(words));
}

/** The meaning of Junction's first word, e.g. `collecting_sample`; or of the last, where the first is missing or new. */
export function orderPhase(words: string | null): OrderPhase {
  if (words === null) return 'UNKNOWN';
  const phase = enumValue(PHASES, highStatusOf(words));
  return phase === 'UNKNOWN' ? (endOf(lowStatusOf(words)) ?? 'UNKNOWN') : phase;
}
