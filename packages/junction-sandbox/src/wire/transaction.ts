import type { serialization } from '@junction-api/sdk';
import { lowStatusOf } from '../lab/status.js';
import {
  lastEvent,
  transactionStatus,
  updatedAt,
  type Order,
  type Transaction,
} from '../lab/transaction.js';
import { TEAM_ID } from './owners.js';

/** A transaction in the form that orders and results embed. */
export function transactionBlock(
  transaction: Transaction,
): serialization.ClientFacingOrderTransaction.Raw {
  return {
    id: transaction.id,
    status: transactionStatus(transaction),
    orders: transaction.orders.map((order) => ({
      ...membership(transaction, order),
      low_level_status: lowLevelStatus(order),
      low_level_status_created_at: lastEvent(order).createdAt,
    })),
  };
}

/**
 * The response of `GET /v3/order_transaction/{id}`, whose key for an order's status differs from the embedded block.
 */
export function transactionBody(
  transaction: Transaction,
): serialization.GetOrderTransactionResponse.Raw {
  return {
    id: transaction.id,
    team_id: TEAM_ID,
    status: transactionStatus(transaction),
    orders: transaction.orders.map((order) => ({
      ...membership(transaction, order),
      last_status: lowLevelStatus(order),
      last_status_created_at: lastEvent(order).createdAt,
    })),
  };
}

function membership(transaction: Transaction, order: Order) {
  return {
    id: order.id,
    origin: order.origin,
    parent_id: order.parentId,
    created_at: order.events[0].createdAt,
    updated_at: updatedAt(transaction, order),
  };
}

function lowLevelStatus(order: Order): serialization.OrderLowLevelStatus.Raw {
  return lowStatusOf(lastEvent(order).status) as serialization.OrderLowLevelStatus.Raw;
}
