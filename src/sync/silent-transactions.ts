import { readBlock } from '../orders/read-report.js';
import { attempt, type SyncRun } from './run.js';
import { findSilentTransactions, recordCheck } from './candidates.js';

/** The number of concurrent calls of a job. */
const CONCURRENCY = 4;

/** Requests from Junction the transactions without a recent change. */
export async function readSilentTransactions(run: SyncRun): Promise<void> {
  const ids = await findSilentTransactions(run.dataSource.manager, run.lock === null);
  for (let start = 0; start < ids.length; start += CONCURRENCY) {
    await Promise.all(
      ids
        .slice(start, start + CONCURRENCY)
        .map((id) => attempt(run, `transaction ${id}`, () => readTransaction(run, id))),
    );
  }
}

async function readTransaction(
  { client, intake, findings, lock }: SyncRun,
  id: string,
): Promise<void> {
  const body = await client.orderTransaction(id);
  if (body === null) {
    findings.recordAbsent(`transaction ${id}`);
  } else {
    const block = readBlock(body);
    if (block === null) {
      findings.recordFailure(`transaction ${id}`, 'unreadable');
      return;
    }
    await intake([{ kind: 'TRANSACTION', block }], findings);
  }
  await lock?.write((manager) => recordCheck(manager, id));
}
