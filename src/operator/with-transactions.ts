import { In, type EntityManager } from 'typeorm';
import { LabOrderEntity } from '../store/entities.js';
import type { RecentDelivery } from '../webhooks/recent-deliveries.js';

export interface DeliveryWithTransaction extends RecentDelivery {
  /** The transaction of the delivery's order; null where the mirror knows none. */
  readonly transactionId: string | null;
}

/** Adds the transactions of the orders, by one statement. */
export async function withTransactions(
  deliveries: readonly RecentDelivery[],
  manager: EntityManager,
): Promise<DeliveryWithTransaction[]> {
  const orderIds = new Set(deliveries.flatMap(({ orderId }) => orderId ?? []));
  const orders = await manager.find(LabOrderEntity, {
    select: { id: true, transactionId: true },
    where: { id: In([...orderIds]) },
  });
  const transactionOf = new Map(orders.map(({ id, transactionId }) => [id, transactionId]));
  return deliveries.map((delivery) => ({
    ...delivery,
    transactionId: transactionOf.get(delivery.orderId ?? '') ?? null,
  }));
}
