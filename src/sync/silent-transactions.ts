import type { EntityManager } from 'typeorm';
import { readBlock } from '../orders/read-report.js';
import { OrderTransactionEntity } from '../store/entities.js';
import { TransactionCheckEntity } from './entities.js';
import { attemptEach, type SyncRun } from './run.js';

/** Webhooks of an unfinished transaction may have been missed when none arrived for this long. */
const SILENCE = '24 hours';

const LAST_CHANGE = 'coalesce(it.updated_at, it.changed_at)';

/** Requests from Junction the transactions without a recent change. */
export async function readSilentTransactions(run: SyncRun): Promise<void> {
  // A dry run records no checks.
  const ids = await findSilentTransactions(run.dataSource.manager, run.lock === null);
  const subjectOf = (id: string) => `transaction ${id}`;
  await attemptEach(run, ids, subjectOf, (id) => readTransaction(run, id));
}

/**
 * Unfinished transactions, by Junction's word or by their orders, that did not change for {@link SILENCE}, the longest
 * unchanged first.
 *
 * @param includeChecked includes transactions that were checked within that time.
 */
async function findSilentTransactions(
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
  const rows = await query.getRawMany<{ id: string }>();
  return rows.map(({ id }) => id);
}

async function readTransaction(
  { client, intake, findings, lock }: SyncRun,
  id: string,
): Promise<void> {
  const body = await client.orderTransaction(id);
  const block = body && readBlock(body);
  if (body === null) {
    findings.recordAbsent(`transaction ${id}`);
  } else if (block === null) {
    findings.recordFailure(`transaction ${id}`, 'unreadable');
    return;
  } else {
    await intake([{ kind: 'TRANSACTION', block }], findings);
  }
  await lock?.write((manager) => recordCheck(manager, id));
}

async function recordCheck(manager: EntityManager, transactionId: string): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(TransactionCheckEntity)
    .values({ transactionId, checkedAt: () => 'now()' })
    .orUpdate(['checked_at'], ['transaction_id'])
    .execute();
}
