import { sampleIdFor } from '../names.js';
import { updatedAt, type Order, type Transaction } from '../lab/transaction.js';
import { orderBody } from './order.js';
import { TEAM_ID, userId } from './owners.js';

/** `labtest.result.critical`; null for an order without critical results. */
export function criticalResultWebhook(transaction: Transaction, order: Order) {
  const { report } = order;
  if (report === null || orderBody(transaction, order).interpretation !== 'critical') return null;
  return {
    event_type: 'labtest.result.critical',
    user_id: userId(transaction),
    client_user_id: transaction.clientUserId,
    team_id: TEAM_ID,
    data: {
      order_id: order.id,
      sample_id: sampleIdFor(order.id),
      status: report.status,
      interpretation: 'critical',
      team_id: TEAM_ID,
      user_id: userId(transaction),
      created_at: report.reportedAt,
      updated_at: updatedAt(transaction, order),
    },
  };
}
