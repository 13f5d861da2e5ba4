import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { recordAuditEntries } from '../../access/audit-trail.js';
import { OPERATOR } from '../../access/viewer.js';
import { runJob, type JobDatabase, type JobOptions } from '../../database/jobs/run-job.js';
import {
  inDryRun,
  inManagedTransaction,
  repeatCollisions,
  type OpenTransaction,
} from '../../database/transaction.js';
import type { Quarantine } from '../../ingest/quarantine.js';
import { LockSetGrewError, repeatWithLocks } from '../../store/write/locks.js';
import type { RemovalReport } from './remove-orders.js';
import { removePerson, type RemovedPerson } from './person-removal.js';
import { searchQuarantine, type QuarantineSearch } from './quarantined.js';

export interface ErasureReport extends RemovalReport {
  /** The number of removed messages in quarantine. */
  readonly quarantined: number;
  /** The ids of messages in quarantine that no configured key opens: it is unknown whether they concern the person. */
  readonly unopened: readonly string[];
}

/** Longer than Postgres needs to end the session of a lost process. */
const WAIT_MS = 60_000;

/**
 * Erases a person: their orders with events, results and facts, transactions without an order of another person, and
 * messages in quarantine that concern the person. This is one database transaction, with an entry in the audit trail.
 * Webhooks about these orders wait until it completes; no others do. What Junction sends about the person later is
 * stored again.
 *
 * @param userId the company's own id of the person
 * @throws JobAlreadyRunningError while another process reads from Junction, for longer than a minute
 */
export function eraseUser(
  database: JobDatabase,
  quarantine: Quarantine,
  userId: string,
  options: Pick<JobOptions<ErasureReport>, 'onTakeover'> = {},
): Promise<ErasureReport> {
  return runJob(
    database,
    'ERASE',
    ({ requireHeld }) =>
      repeatCollisions(async () => {
        const { planned, ids, search } = await plan(database.dataSource, quarantine, userId);
        await requireHeld();
        return inManagedTransaction(database.dataSource, async (transaction) => {
          const removed = await removePerson(transaction, userId, planned.locked);
          if (idsOf(removed).some((id) => !ids.has(id))) throw new LockSetGrewError(removed.locked);
          await quarantine.dropWithin(transaction.client, search.found);
          await recordErasure(transaction, removed.report);
          return reportOf(removed, search);
        });
      }),
    { ...options, waitMs: WAIT_MS },
  );
}

/** Finds what an erasure would remove, and removes nothing. */
export async function previewErasure(
  { dataSource }: Pick<JobDatabase, 'dataSource'>,
  quarantine: Quarantine,
  userId: string,
): Promise<ErasureReport> {
  const { planned, search } = await plan(dataSource, quarantine, userId);
  return reportOf(planned, search);
}

/**
 * Quarantine is searched before the erasure: its locks and database transaction would otherwise last as long as the
 * search.
 */
async function plan(dataSource: DataSource, quarantine: Quarantine, userId: string) {
  const planned = await repeatWithLocks((lockFirst) =>
    inDryRun(dataSource, (transaction) => removePerson(transaction, userId, lockFirst)),
  );
  const ids = idsOf(planned);
  const search = await searchQuarantine(quarantine, userId, ids);
  return { planned, ids: new Set(ids), search };
}

function idsOf({ report, junctionUserIds }: RemovedPerson): string[] {
  return [...junctionUserIds, ...report.orderIds, ...report.transactionIds];
}

function reportOf({ report }: RemovedPerson, { found, unopened }: QuarantineSearch): ErasureReport {
  return { ...report, quarantined: found.length, unopened };
}

async function recordErasure(
  { manager }: OpenTransaction,
  { orderIds, transactionIds }: RemovalReport,
): Promise<void> {
  await recordAuditEntries(manager, [
    {
      requestId: randomUUID(),
      viewer: OPERATOR.name,
      userId: OPERATOR.userId,
      action: 'ERASE_USER',
      subjectIds: [...orderIds, ...transactionIds],
      outcome: 'DONE',
    },
  ]);
}
