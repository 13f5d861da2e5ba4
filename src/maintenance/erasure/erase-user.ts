import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { recordAuditEntries } from '../../access/audit-trail.js';
import { OPERATOR } from '../../access/viewer.js';
import { inDiscardedTransaction, inTransaction } from '../../database/transaction.js';
import type { Quarantine } from '../../ingest/quarantine.js';
import { runJob, type JobDatabase } from '../../database/jobs/run-job.js';
import { forgetOrders, holdWriters, type ForgottenReport } from './forget-orders.js';
import { searchQuarantine } from './quarantined.js';

export interface ErasureReport extends ForgottenReport {
  /** Messages in quarantine that were removed. */
  readonly quarantined: number;
  /** The ids of messages in quarantine of which nobody can say whom they concern: no key here opens them. */
  readonly unopened: readonly string[];
}

type Database = JobDatabase & { readonly pool: Pool };

/**
 * Removes a person: their orders with events, results and facts, transactions without orders of other users, and
 * messages in quarantine that concern the person. All or nothing, with an entry in the audit trail; webhooks wait in
 * the meantime. What Junction sends about the person afterwards is stored again.
 *
 * @param userId the company's own id of the person
 * @throws JobAlreadyRunning while another process reads from Junction or erases a person
 */
export async function eraseUser(
  database: Database,
  quarantine: Quarantine,
  userId: string,
): Promise<ErasureReport> {
  return runJob(database, 'ERASE', () =>
    inTransaction(database.pool, async (client) => {
      const report = await removeUser(client, quarantine, userId);
      await recordAuditEntries(client, [
        {
          requestId: randomUUID(),
          viewer: OPERATOR.name,
          userId: OPERATOR.userId,
          action: 'ERASE_USER',
          subjectIds: [...report.orderIds, ...report.transactionIds],
          outcome: 'DONE',
        },
      ]);
      return report;
    }),
  );
}

/** What {@link eraseUser} would remove: it is removed, counted, and rolled back. */
export async function previewErasure(
  database: Database,
  quarantine: Quarantine,
  userId: string,
): Promise<ErasureReport> {
  return runJob(database, 'ERASE', () =>
    inDiscardedTransaction(database.pool, (client) => removeUser(client, quarantine, userId)),
  );
}

async function removeUser(
  client: ClientBase,
  quarantine: Quarantine,
  userId: string,
): Promise<ErasureReport> {
  await holdWriters(client);
  const person = await findPerson(client, userId);
  const forgotten = await forgetOrders(client, { orderIds: new Set(person.orderIds), userId });
  const ids = [...person.junctionUserIds, ...person.orderIds, ...forgotten.transactionIds];
  const search = await searchQuarantine(quarantine, { userId, ids });
  await quarantine.dropWithin(client, search.found);
  return { ...forgotten, quarantined: search.found.length, unopened: search.unopened };
}

/** Orders of which no user is known are the person's where their transaction holds none of anybody else. */
async function findPerson(client: ClientBase, userId: string) {
  const { rows } = await client.query<{ id: string; junctionUserId: string | null }>(
    `SELECT id, junction_user_id AS "junctionUserId" FROM lab_order AS it
     WHERE user_id = $1 OR user_id IS NULL
       AND EXISTS (SELECT FROM lab_order WHERE transaction_id = it.transaction_id AND user_id = $1)
       AND NOT EXISTS (SELECT FROM lab_order WHERE transaction_id = it.transaction_id AND user_id <> $1)`,
    [userId],
  );
  const junctionUserIds = rows.flatMap(({ junctionUserId }) => junctionUserId ?? []);
  return { orderIds: rows.map(({ id }) => id), junctionUserIds: [...new Set(junctionUserIds)] };
}
