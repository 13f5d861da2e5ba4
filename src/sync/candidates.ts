import { In, type EntityManager } from 'typeorm';
import { LabOrderEntity, OrderTransactionEntity } from '../store/entities.js';
import { TransactionCheckEntity } from './entities.js';

/** Webhooks of an unfinished transaction may have been missed when none arrived for this long. */
const SILENCE = '24 hours';

const LAST_CHANGE = 'coalesce(it.updated_at, it.changed_at)';

/**
 * Unfinished transactions, by Junction's word or by their orders, that did not change for {@link SILENCE}, the longest
 * unchanged first.
 *
 * @param includeChecked includes transactions that were checked within that time.
 */
export async function findSilentTransactions(
  manager: EntityManager,
  includeChecked: boolean,
): Promise<string[]> {
  const query = manager
    .createQueryBuilder(OrderTransactionEntity, 'it')
    .select('it.id', 'id')
    .where(
      `(it.raw_status IS NULL OR it.raw_status NOT IN ('completed', 'cancelled') OR it.status NOT IN ('completed', 'cancelled'))`,
    )
    .andWhere(`${LAST_CHANGE} < now() - :silence::interval`, { silence: SILENCE })
    .orderBy(LAST_CHANGE)
    .addOrderBy('it.id');
  if (!includeChecked) {
    query
      .leftJoin(TransactionCheckEntity, 'last_check', 'last_check.transaction_id = it.id')
      .andWhere(
        '(last_check.checked_at IS NULL OR last_check.checked_at < now() - :silence::interval)',
      );
  }
  return idsOf(await query.getRawMany());
}

export async function recordCheck(manager: EntityManager, transactionId: string): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(TransactionCheckEntity)
    .values({ transactionId, checkedAt: () => 'now()' })
    .orUpdate(['checked_at'], ['transaction_id'])
    .execute();
}

/** Deletes the checks of transactions that are removed. */
export async function deleteChecks(
  manager: EntityManager,
  transactionIds: readonly string[],
): Promise<void> {
  await manager.delete(TransactionCheckEntity, { transactionId: In([...transactionIds]) });
}

/** Orders without a report of their own: only other orders' blocks contain their current status. */
export async function findPlaceholders(manager: EntityManager): Promise<string[]> {
  const query = manager
    .createQueryBuilder(LabOrderEntity, 'it')
    .select('it.id', 'id')
    .where(`it.status IS NULL OR strpos(it.status, '.') = 0`)
    .orderBy('it.id');
  return idsOf(await query.getRawMany());
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
