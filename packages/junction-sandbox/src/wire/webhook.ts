import type { serialization } from '@junction-api/sdk';
import type { Order, Transaction } from '../lab/transaction.js';
import { orderBody } from './order.js';
import { TEAM_ID, userId } from './owners.js';

/** The webhook that Junction sends after an order's newest event, with the transaction as in `embedded`. */
export function orderWebhook(
  transaction: Transaction,
  order: Order,
  embedded: Transaction,
): serialization.ClientFacingOrderChanged.Raw {
  return {
    event_type: order.events.length === 1 ? 'labtest.order.created' : 'labtest.order.updated',
    user_id: userId(transaction),
    client_user_id: transaction.clientUserId,
    team_id: TEAM_ID,
    data: orderBody(transaction, order, embedded),
  };
}
