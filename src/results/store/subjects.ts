import { lowStatusOf } from '../../junction/statuses.js';
import type { ResultSubject } from '../../store/result-subjects.js';

/**
 * After these statuses, further results arrive only with a further event. `redraw_available` is the last status of its
 * order.
 */
const FINISHED_ORDER = new Set(['completed', 'corrected', 'redraw_available']);

/** Whether Junction has announced all results that are expected. A correction can still follow. */
export function isFinished({ kind, status }: Pick<ResultSubject, 'kind' | 'status'>): boolean {
  if (status === null) return false;
  return kind === 'TRANSACTION' ? status === 'completed' : FINISHED_ORDER.has(lowStatusOf(status));
}
