import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { NAMED_MESSAGES, type StoredFact } from './named-facts.js';
import { pagesById } from './pages-by-id.js';

/** A message of the inbox with the columns that pruning uses. */
export interface AgedMessage extends StoredFact {
  /** The order or the transaction that the fact concerns. */
  readonly subject: string;
  /** Received before the retention period. */
  readonly old: boolean;
}

const PAGE = `SELECT id FROM (
           (SELECT id FROM lab_order WHERE id > $1 ORDER BY id LIMIT $2)
           UNION (SELECT id FROM order_transaction WHERE id > $1 ORDER BY id LIMIT $2)
           UNION (SELECT DISTINCT order_id FROM lab_appointment WHERE order_id > $1 ORDER BY order_id LIMIT $2)
           UNION (SELECT order_id FROM critical_result WHERE order_id > $1 ORDER BY order_id LIMIT $2)
         ) AS subjects ORDER BY id LIMIT $2`;

/** The ids of all orders and transactions that facts concern, sorted, page by page. */
export async function* storedSubjects(
  dataSource: DataSource,
  pageSize: number,
): AsyncGenerator<string[]> {
  const pages = pagesById<{ id: string }>((after) => dataSource.query(PAGE, [after, pageSize]));
  for await (const rows of pages) yield rows.map(({ id }) => id);
}

const HISTORIES = {
  name: 'old-histories',
  text: `WITH message AS MATERIALIZED (
           SELECT source, key, fact, received_at < now() - $3 * interval '1 day' AS old,
                  coalesce(fact ->> 'orderId', fact #>> '{block,transactionId}') AS subject
           FROM webhook_inbox WHERE ${NAMED_MESSAGES})
         SELECT * FROM message
         WHERE subject = ANY($1::text[]) AND subject IN (SELECT subject FROM message WHERE old)
         ORDER BY subject, source, key`,
};

/** All messages about the subjects that have at least one old message. */
export async function readOldHistories(
  client: ClientBase,
  ids: readonly string[],
  days: number,
): Promise<AgedMessage[]> {
  const { rows } = await client.query<AgedMessage>({ ...HISTORIES, values: [ids, null, days] });
  return rows;
}

const EMPTY = `fact IS NULL AND received_at < now() - $1 * interval '1 day'
  AND NOT EXISTS (SELECT FROM webhook_quarantine WHERE message_id = webhook_inbox.key)`;

/**
 * Deletes a batch of old messages without a fact: messages that did not concern this service, and messages whose fact
 * was erased. The ids of quarantined messages are not deleted.
 *
 * @returns the number of deleted messages
 */
export async function removeEmptyMessages(
  dataSource: DataSource,
  days: number,
  limit: number,
): Promise<number> {
  const [, removed] = await dataSource.query<[unknown, number]>(
    `DELETE FROM webhook_inbox WHERE (source, key) IN (
       SELECT source, key FROM webhook_inbox WHERE ${EMPTY} ORDER BY received_at LIMIT $2)`,
    [days, limit],
  );
  return removed;
}

export async function countEmptyMessages(dataSource: DataSource, days: number): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM webhook_inbox WHERE ${EMPTY}`,
    [days],
  );
  return row?.count ?? 0;
}
