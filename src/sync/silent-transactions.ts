import { readBlock } from '../orders/read-report.js';
import { attempt, type SyncRun } from './run.js';
import { findSilentTransactions, rememberCheck } from './suspects.js';

/** As many at once as a job may have calls under way. */
const AT_ONCE = 4;

/** Asks Junction for transactions that have been silent for too long. */
export async function readSilentTransactions(run: SyncRun): Promise<void> {
  const ids = await findSilentTransactions(run.pool, run.rehearsal);
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    await Promise.all(
      ids
        .slice(start, start + AT_ONCE)
        .map((id) => attempt(run, `transaction ${id}`, () => readTransaction(run, id))),
    );
  }
}

async function readTransaction(
  { pool, client, intake, findings, rehearsal }: SyncRun,
  id: string,
): Promise<void> {
  const body = await client.orderTransaction(id);
  if (body === null) {
    findings.noteAbsent(`transaction ${id}`);
  } else {
    const block = readBlock(body);
    if (block === null) {
      findings.noteFailure(`transaction ${id}`, 'unreadable');
      return;
    }
    await intake([{ kind: 'TRANSACTION', block }], findings);
  }
  if (!rehearsal) await rememberCheck(pool, id);
}
