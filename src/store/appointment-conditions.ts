import { STATUSES_BEFORE_DRAW } from '../junction/statuses.js';

/** Conditions of partial indexes. Postgres uses such an index only for a query with the same condition. */

/** Whether the sample of an order is collected by appointment, and not collected yet. */
export const AWAITS_APPOINTMENT = `collection_method IN ('walk_in_test', 'at_home_phlebotomy')
  AND split_part(status, '.', -1) IN (${STATUSES_BEFORE_DRAW.map((word) => `'${word}'`).join(', ')})`;

/** Whether an appointment is known from a report, and is not cancelled. */
export const IS_BOOKED = `updated_at IS NOT NULL AND status IS DISTINCT FROM 'cancelled'`;
