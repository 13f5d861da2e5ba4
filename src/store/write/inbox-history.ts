import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import type { StoredFact } from './inbox.js';
import { NAMED_MESSAGES } from './named-facts.js';
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
