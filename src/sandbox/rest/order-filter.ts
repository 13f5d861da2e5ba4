import { z } from 'zod';
import { lastEvent, lowStatus, type Order, type Transaction } from '../lab/transaction.js';
import { userId } from '../wire/owners.js';
import { moment, several, uuid } from './input.js';

/**
 * The query of `GET /v3/orders`. A parameter of Junction's that is not here is refused, since an ignored filter would
 * answer with the wrong orders.
 */
export const OrderQuery = z
  .strictObject({
    order_transaction_id: uuid,
    order_ids: several(uuid),
    user_id: uuid,
    status: several(z.string()),
    updated_start_date: moment,
    updated_end_date: moment,
    order_key: z.literal('created_at'),
    order_direction: z.enum(['asc', 'desc']),
  })
  .partial()
  .extend({
    page: z.coerce.number().int().min(1).default(1),
    size: z.coerce.number().int().min(1).max(100).default(50),
  });

type Query = z.infer<typeof OrderQuery>;

/** True of an order that the query asks for. The window's bounds belong to it. */
export function isAskedFor(query: Query, transaction: Transaction, order: Order): boolean {
  const updated = lastEvent(order).createdAt;
  return (
    (query.order_transaction_id ?? transaction.id) === transaction.id &&
    (query.order_ids ?? [order.id]).includes(order.id) &&
    (query.user_id ?? userId(transaction)) === userId(transaction) &&
    (query.status ?? [lowStatus(order)]).includes(lowStatus(order)) &&
    (query.updated_start_date ?? updated) <= updated &&
    (query.updated_end_date ?? updated) >= updated
  );
}
