import { sampleIdFor } from '../names.js';
import { updatedAt, type Order, type Report, type Transaction } from '../lab/transaction.js';
import { TEAM_ID, userId } from './owners.js';

/** `labtest.result.critical`: an order's report has a critical result. */
export function criticalResultWebhook(transaction: Transaction, order: Order, report: Report) {
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
      // The first and the last time that the results were fetched from the laboratory.
      created_at: report.firstReportedAt ?? report.reportedAt,
      updated_at: updatedAt(transaction, order),
    },
  };
}
