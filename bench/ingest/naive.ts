import type { DataSource } from 'typeorm';
import {
  InboxEntity,
  LabOrderEntity,
  OrderEventEntity,
  OrderTransactionEntity,
} from '../../src/store/entities.js';
import { Mirror } from '../../src/orders/mirror.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { readPayload } from '../../src/webhooks/payload.js';
import type { Receive } from '../../src/webhooks/receiver.js';
import { isSigned } from '../../src/webhooks/signature.js';

/** The naive handler: one transaction finds each entity, changes it and saves it. The newer `updated_at` wins. */
export function createNaiveReceiver(dataSource: DataSource, secrets: readonly string[]): Receive {
  return async (delivery) => {
    if (!isSigned(delivery, secrets, Date.now())) return { kind: 'UNAUTHENTICATED' };
    const payload = readPayload(delivery.body);
    if (payload.kind !== 'ORDER') return { kind: 'ACCEPTED', outcome: 'IGNORED' };
    const { report } = payload;
    const mirror = new Mirror();
    mirror.apply(report);

    await dataSource.transaction(async (manager) => {
      const inbox = manager.getRepository(InboxEntity);
      const key = { source: 'WEBHOOK', key: delivery.messageId };
      if (await inbox.findOneBy(key)) return;
      await inbox.save({ ...key, eventType: payload.eventType, fact: report });

      const transactions = manager.getRepository(OrderTransactionEntity);
      const id = report.block?.transactionId ?? '';
      const transaction = (await transactions.findOneBy({ id })) ?? transactions.create({ id });
      const view = mirror.viewTransaction(id);
      Object.assign(transaction, { ...view, block: report.block, changedAt: new Date() });
      await transactions.save(transaction);

      const orders = manager.getRepository(LabOrderEntity);
      for (const record of mirror.orders.values()) {
        const order = await orders.findOneBy({ id: record.id });
        if (order && String(order.updatedAt) > String(report.updatedAt)) continue;
        const { events, ...rest } = record;
        const row = order ?? orders.create({ id: record.id });
        await orders.save(
          Object.assign(row, viewOrder(record), { record: rest, changedAt: new Date() }),
        );
      }

      const history = manager.getRepository(OrderEventEntity);
      for (const event of report.events) {
        const eventKey = { orderId: report.orderId, eventId: String(event.eventId) };
        if (!(await history.findOneBy(eventKey))) await history.save({ ...event, ...eventKey });
      }
    });
    return { kind: 'ACCEPTED', outcome: 'APPLIED' };
  };
}
