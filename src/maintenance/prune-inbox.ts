import type { ClientBase, Pool } from 'pg';
import { openSession } from '../database/session.js';
import type { Fact } from '../orders/facts.js';
import { Mirror } from '../orders/mirror.js';
import { forgetMessages } from '../store/write/inbox.js';

const PAGE = 1_000;

export interface PruneReport {
  readonly removed: number;
  /** Old messages that the mirror still rests on. */
  readonly kept: number;
}

/**
 * Removes messages of the inbox that came more than so many days ago and tell nothing that newer ones do not tell: a
 * replay of the rest gives the same mirror. A message's id is forgotten with it, long after the sender stopped
 * repeating it. Only one process may prune at a time.
 *
 * @param onProgress told how many facts were looked at, and of how many.
 */
export async function pruneInbox(
  database: Database,
  days: number,
  onProgress: OnProgress = () => undefined,
): Promise<PruneReport> {
  const { pool } = database;
  return walkInbox(database, days, onProgress, {
    removeEmpty: () => removeEmpty(pool, days),
    remove: (messages) => forgetMessages(pool, messages),
  });
}

/** What {@link pruneInbox} would do. */
export async function previewPrune(
  database: Database,
  days: number,
  onProgress: OnProgress = () => undefined,
): Promise<PruneReport> {
  return walkInbox(database, days, onProgress, {
    removeEmpty: () => countEmpty(database.pool, days),
    remove: () => Promise.resolve(),
  });
}

interface Database {
  readonly url: string;
  readonly pool: Pool;
}
type OnProgress = (done: number, total: number) => void;

interface Removal {
  /** Removes old messages without a fact. @returns how many */
  readonly removeEmpty: () => Promise<number>;
  readonly remove: (messages: readonly StoredMessage[]) => Promise<unknown>;
}

async function walkInbox(
  { url }: Database,
  days: number,
  onProgress: OnProgress,
  { removeEmpty, remove }: Removal,
): Promise<PruneReport> {
  const session = await openSession(url, 'order-transactions-prune');
  try {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const total = await openInbox(session, days);
    let removed = await removeEmpty();
    let kept = 0;
    let done = 0;
    for await (const messages of subjects(session)) {
      const superseded = supersededMessages(messages);
      await remove(superseded);
      removed += superseded.length;
      kept += messages.filter(({ old }) => old).length - superseded.length;
      done += messages.length;
      onProgress(done, total);
    }
    return { removed, kept };
  } finally {
    await session.end();
  }
}

interface StoredMessage {
  readonly source: string;
  readonly key: string;
  /** The order, or the transaction, that the fact is about. */
  readonly subject: string;
  readonly fact: Fact;
  /** Came before the time that messages are kept for. */
  readonly old: boolean;
}

/**
 * The old ones among messages that change nothing in the mirror of the others. A part of the facts is enough to say
 * so: what they tell together only grows. Those that stay in any case are heard first, then the longest histories,
 * which tell what the shorter ones did.
 */
export function supersededMessages<M extends Pick<StoredMessage, 'fact' | 'old'>>(
  messages: readonly M[],
): M[] {
  const mirror = new Mirror();
  return messages
    .toSorted((a, b) => Number(a.old) - Number(b.old) || eventsIn(b.fact) - eventsIn(a.fact))
    .filter(({ fact, old }) => !mirror.apply(fact) && old);
}

function eventsIn(fact: Fact): number {
  return fact.kind === 'ORDER' ? fact.events.length : 0;
}

/** @returns how many facts the inbox holds */
async function openInbox(session: ClientBase, days: number): Promise<number> {
  await session.query(
    `DECLARE messages NO SCROLL CURSOR FOR
     SELECT source, key, fact, received_at < now() - ${Math.trunc(days)} * interval '1 day' AS old,
            coalesce(fact->>'orderId', fact->'block'->>'transactionId') AS subject
     FROM webhook_inbox WHERE fact IS NOT NULL
     ORDER BY subject`,
  );
  const { rows } = await session.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM webhook_inbox WHERE fact IS NOT NULL',
  );
  return rows[0]?.count ?? 0;
}

/** The messages of one subject after another. */
async function* subjects(session: ClientBase): AsyncGenerator<StoredMessage[]> {
  let current: StoredMessage[] = [];
  for await (const message of messages(session)) {
    if (current[0] && current[0].subject !== message.subject) {
      yield current;
      current = [];
    }
    current.push(message);
  }
  if (current.length > 0) yield current;
}

async function* messages(session: ClientBase): AsyncGenerator<StoredMessage> {
  for (;;) {
    const { rows } = await session.query<StoredMessage>(`FETCH ${PAGE} FROM messages`);
    if (rows.length === 0) return;
    yield* rows;
  }
}

/** Old messages without a fact of ours. The ids of messages in quarantine stay known. */
const EMPTY = `FROM webhook_inbox
  WHERE fact IS NULL AND received_at < now() - $1 * interval '1 day'
    AND NOT EXISTS (SELECT FROM webhook_quarantine WHERE message_id = webhook_inbox.key)`;

async function removeEmpty(pool: Pool, days: number): Promise<number> {
  const { rowCount } = await pool.query(`DELETE ${EMPTY}`, [days]);
  return rowCount ?? 0;
}

async function countEmpty(pool: Pool, days: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count ${EMPTY}`, [
    days,
  ]);
  return rows[0]?.count ?? 0;
}
