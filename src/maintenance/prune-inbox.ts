import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { inDryRun, inManagedTransaction } from '../database/transaction.js';
import type { Fact } from '../orders/facts.js';
import { Mirror } from '../orders/mirror.js';
import { groupBy } from '../store/group.js';
import { deleteMessages } from '../store/write/inbox.js';
import {
  readOldHistories,
  storedSubjects,
  type AgedMessage,
} from '../store/write/inbox-history.js';
import { lockIds } from '../store/write/locks.js';
import { countEmptyMessages, removeEmptyMessages } from './empty-messages.js';
import type { Pace } from './pace.js';

/** The number of orders and transactions whose messages one database transaction prunes. */
const PAGE_SIZE = 50;
const EMPTY_BATCH = 500;

export interface PruneReport {
  readonly removed: number;
  /** Old messages that the mirror still depends on. */
  readonly kept: number;
}

/** @param done the part of `total` that is done; `total` measures the work and is not a number of messages */
export type PruneProgress = (done: number, total: number) => void;

/**
 * Removes inbox messages that were received more than this many days ago and that newer messages supersede: a replay of
 * the rest results in the same mirror. The id of a removed message is no longer known; by then its sender has long
 * stopped repeating it.
 */
export async function pruneInbox(
  dataSource: DataSource,
  days: number,
  pace: Pace,
  onProgress?: PruneProgress,
): Promise<PruneReport> {
  const { removed, kept } = await forEachPage(dataSource, onProgress, (ids) =>
    pace.run(() =>
      inManagedTransaction(dataSource, ({ client }) => pruneSubjects(client, ids, days)),
    ),
  );
  return { removed: removed + (await removeEmpty(dataSource, days, pace)), kept };
}

/** Finds what {@link pruneInbox} would remove, and removes nothing. */
export async function previewPrune(
  dataSource: DataSource,
  days: number,
  onProgress?: PruneProgress,
): Promise<PruneReport> {
  const { removed, kept } = await forEachPage(dataSource, onProgress, (ids) =>
    inDryRun(dataSource, async ({ client }) => (await judgeMessages(client, ids, days)).report),
  );
  return { removed: removed + (await countEmptyMessages(dataSource.manager, days)), kept };
}

async function forEachPage(
  dataSource: DataSource,
  onProgress: PruneProgress = () => undefined,
  prune: (ids: readonly string[]) => Promise<PruneReport>,
): Promise<PruneReport> {
  const report = { removed: 0, kept: 0 };
  for await (const ids of storedSubjects(dataSource, PAGE_SIZE)) {
    const { removed, kept } = await prune(ids);
    report.removed += removed;
    report.kept += kept;
    onProgress(shareBefore(ids.at(-1) ?? ''), 100);
  }
  onProgress(100, 100);
  return report;
}

/** The locks prevent an erasure from changing the messages that supersede others. */
async function pruneSubjects(
  client: ClientBase,
  ids: readonly string[],
  days: number,
): Promise<PruneReport> {
  await lockIds(client, ids);
  const { superseded, report } = await judgeMessages(client, ids, days);
  await deleteMessages(client, superseded);
  return report;
}

async function judgeMessages(
  client: ClientBase,
  ids: readonly string[],
  days: number,
): Promise<{ superseded: AgedMessage[]; report: PruneReport }> {
  const messages = await readOldHistories(client, ids, days);
  const superseded = [...groupBy(messages, ({ subject }) => subject).values()].flatMap(
    supersededMessages,
  );
  const removed = superseded.length;
  const kept = messages.filter(({ old }) => old).length - removed;
  return { superseded, report: { removed, kept } };
}

/**
 * Returns the old messages about one subject that add nothing to the mirror of the others. A part of the facts is
 * enough to decide that: further facts only make the mirror grow. Messages that remain in any case are applied first,
 * then the longest histories, which contain the shorter ones.
 */
function supersededMessages<M extends Pick<AgedMessage, 'fact' | 'old'>>(
  messages: readonly M[],
): M[] {
  const mirror = new Mirror();
  return messages
    .toSorted((a, b) => Number(a.old) - Number(b.old) || eventsIn(b.fact) - eventsIn(a.fact))
    .filter(({ fact, old }) => !mirror.apply(fact) && old);
}

function eventsIn(fact: Fact): number {
  if (fact.kind === 'APPOINTMENT') return fact.appointment.eventCount;
  return fact.kind === 'ORDER' ? fact.events.length : 0;
}

async function removeEmpty(dataSource: DataSource, days: number, pace: Pace): Promise<number> {
  let removed = 0;
  for (;;) {
    const batch = await pace.run(() => removeEmptyMessages(dataSource.manager, days, EMPTY_BATCH));
    if (batch === 0) return removed;
    removed += batch;
  }
}

/** The percentage of all UUIDs that come before this one. */
function shareBefore(id: string): number {
  return Math.floor((100 * parseInt(id.slice(0, 8), 16)) / 0xffff_ffff);
}
