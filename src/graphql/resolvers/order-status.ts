import { highStatusOf, lowStatusOf } from '../../junction/statuses.js';
import { enumValue } from '../../junction/words.js';
import { OrderPhase, OrderStatus } from '../generated/schema-types.js';

const STATUSES = Object.values(OrderStatus);
const PHASES = Object.values(OrderPhase);

/** The last words that go with one phase only, whatever the way of collection. */
const PHASE_OF_LAST_WORD: ReadonlyMap<string, OrderPhase> = new Map([
  ['completed', 'COMPLETED'],
  ['corrected', 'COMPLETED'],
  ['cancelled', 'CANCELLED'],
  ['do_not_process', 'CANCELLED'],
  ['sample_error', 'FAILED'],
  ['lost', 'FAILED'],
  ['failure_to_deliver_to_customer', 'FAILED'],
  ['failure_to_deliver_to_lab', 'FAILED'],
]);

/** What Junction's last word tells, e.g. `redraw_available`. */
export function orderStatus(words: string | null): OrderStatus {
  return words === null ? 'UNKNOWN' : enumValue(STATUSES, lowStatusOf(words));
}

/** What Junction's first word tells, e.g. `collecting_sample`; or the last, where the first is missing or new. */
export function orderPhase(words: string | null): OrderPhase {
  if (words === null) return 'UNKNOWN';
  const phase = enumValue(PHASES, highStatusOf(words));
  return phase === 'UNKNOWN' ? (PHASE_OF_LAST_WORD.get(lowStatusOf(words)) ?? 'UNKNOWN') : phase;
}
