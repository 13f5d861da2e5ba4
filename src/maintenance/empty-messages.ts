import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { QuarantineEntity } from '../ingest/quarantine-entity.js';
import { InboxEntity } from '../store/entities.js';

/**
 * Selects old messages without a fact: messages that did not concern this service, and messages whose fact was erased.
 * The ids of quarantined messages are not selected.
 */
function emptyMessages(manager: EntityManager, days: number): SelectQueryBuilder<InboxEntity> {
  return manager
    .createQueryBuilder(InboxEntity, 'message')
    .where('message.fact IS NULL')
    .andWhere(`message.receivedAt < now() - :days * interval '1 day'`, { days })
    .andWhere(
      (query) =>
        `NOT EXISTS ${query
          .subQuery()
          .select('1')
          .from(QuarantineEntity, 'quarantined')
          .where('quarantined.messageId = message.key')
          .getQuery()}`,
    );
}

/**
 * Deletes a batch of old messages without a fact.
 *
 * @returns the number of deleted messages
 */
export async function removeEmptyMessages(
  manager: EntityManager,
  days: number,
  limit: number,
): Promise<number> {
  const batch = emptyMessages(manager, days)
    .select(['message.source', 'message.key'])
    .orderBy('message.receivedAt')
    .limit(limit);
  const { affected } = await manager
    .createQueryBuilder()
    .delete()
    .from(InboxEntity)
    .where(`(source, key) IN (${batch.getQuery()})`, batch.getParameters())
    .execute();
  return affected ?? 0;
}

export async function countEmptyMessages(manager: EntityManager, days: number): Promise<number> {
  const row = await emptyMessages(manager, days)
    .select('count(*)::int', 'count')
    .getRawOne<{ count: number }>();
  return row?.count ?? 0;
}
