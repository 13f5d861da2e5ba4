import type { ClientBase } from 'pg';
import { openSession } from '../database/session.js';
import { applyFacts } from '../store/write/apply-facts.js';
import { countInboxFacts, readInboxFacts } from '../store/write/inbox-facts.js';
import { loadWithoutLocking, partOf } from '../store/write/load.js';
import {
  compareWithLiveMirror,
  hideLiveMirror,
  type TableComparison,
} from '../store/write/rebuilt-mirror.js';

export interface ReplayReport {
  readonly facts: number;
  readonly tables: readonly TableComparison[];
}

/**
 * Rebuilds the mirror from the inbox next to the live mirror, and compares the two row by row. The live tables are not
 * changed, and no other session waits: the replay runs in one snapshot, in temporary tables of this session that hide
 * the live ones.
 *
 * @param onProgress called with the number of replayed facts and their total
 */
export async function replay(
  databaseUrl: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ReplayReport> {
  const session = await openSession(databaseUrl, 'order-transactions-replay');
  try {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    const liveSchema = await hideLiveMirror(session);
    const facts = await replayInbox(session, onProgress);
    return { facts, tables: await compareWithLiveMirror(session, liveSchema) };
  } finally {
    await session.end();
  }
}

/** Whether the rebuilt mirror is the live one. */
export function isEqual(report: ReplayReport): boolean {
  return report.tables.every(({ missing, surplus }) => missing.length + surplus.length === 0);
}

async function replayInbox(
  client: ClientBase,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const total = await countInboxFacts(client);
  let done = 0;
  for await (const page of readInboxFacts(client)) {
    await applyFacts(client, page, await loadWithoutLocking(client, partOf(page)));
    done += page.length;
    onProgress(done, total);
  }
  return done;
}
