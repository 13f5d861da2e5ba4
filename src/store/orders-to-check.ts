import type { EntityManager } from 'typeorm';
import { AWAITS_APPOINTMENT, IS_BOOKED } from './appointment-conditions.js';

/** An order whose active appointment is requested from Junction. */
export interface OrderToCheck {
  readonly id: string;
  readonly collectionMethod: 'walk_in_test' | 'at_home_phlebotomy';
}

/** An order that has not changed for this long is no longer checked. */
const ABANDONED = '90 days';

/** Orders before their draw, and cancelled orders with a future appointment. */
export const ORDERS_TO_CHECK = `
  SELECT id, collection_method AS "collectionMethod" FROM lab_order
  WHERE ${AWAITS_APPOINTMENT} AND changed_at > now() - interval '${ABANDONED}'
  UNION
  SELECT id, collection_method FROM lab_order
  WHERE id IN (
      SELECT order_id FROM lab_appointment
      WHERE ${IS_BOOKED} AND (start_at IS NULL OR start_at > now()))
    AND collection_method IN ('walk_in_test', 'at_home_phlebotomy')
    AND split_part(status, '.', -1) = 'cancelled' AND changed_at > now() - interval '${ABANDONED}'
  ORDER BY id`;

export function findOrdersToCheck(manager: EntityManager): Promise<OrderToCheck[]> {
  return manager.query(ORDERS_TO_CHECK);
}
