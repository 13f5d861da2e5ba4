import type { DataSource } from 'typeorm';
import { LabOrderEntity, OrderNoticeEntity } from '../store/entities.js';
import { throwUnavailable } from './ingester.js';

/** Webhooks about an order that contain no event of it: the stored results of the order may be outdated. */
export class OrderNotices {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Records that a notice arrived now. An unknown order has no stored results.
   *
   * @throws IngestUnavailableError
   */
  async record(orderId: string): Promise<void> {
    await this.upsert(orderId).catch(throwUnavailable);
  }

  /** Locks the order against an erasure, which would otherwise leave this row behind. */
  private async upsert(orderId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const order = await manager.findOne(LabOrderEntity, {
        select: { id: true },
        where: { id: orderId },
        lock: { mode: 'for_key_share' },
      });
      if (order === null) return;
      await manager
        .createQueryBuilder()
        .insert()
        .into(OrderNoticeEntity)
        .values({ orderId, receivedAt: () => 'clock_timestamp()' })
        .orUpdate(['heard_at'], ['order_id'])
        .execute();
    });
  }
}
