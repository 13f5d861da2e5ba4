import type { Pool } from 'pg';
import { Ingester } from '../../src/ingest/ingester.js';
import { journeyNamed } from '../../test/support/journeys.js';
import { messagesOf } from '../../test/support/messages.js';

const JOURNEY = journeyNamed('b01-redraw-full');
const USER = 'a patient of the bench';
/** One statement stays within the time limit of the pool. */
const CHUNK = 200;

/**
 * Fills an empty database with completed transactions of two orders and ten messages each. One transaction is
 * ingested; the others are copies of its rows with different ids.
 */
export async function seedFinished(pool: Pool, transactions: number): Promise<void> {
  await applyTemplate(pool);
  const ids = await idsOfTemplate(pool);
  for (let from = 1; from < transactions; from += CHUNK) {
    const range = [from, Math.min(from + CHUNK, transactions) - 1];
    for (const statement of copies(ids)) await pool.query(statement, range);
  }
}

async function applyTemplate(pool: Pool): Promise<void> {
  const webhooks = JOURNEY.webhooks.map((webhook) => ({ ...webhook, client_user_id: USER }));
  const ingester = new Ingester(pool);
  for (const message of messagesOf(webhooks, 'seed')) await ingester.take(message);
  await pool.query(`UPDATE webhook_inbox SET received_at = received_at - interval '91 days'`);
}

async function idsOfTemplate(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM order_transaction UNION ALL (SELECT id FROM lab_order ORDER BY id)`,
  );
  return rows.map(({ id }) => id);
}

/** Derives a different UUID for each id of the template in each copy. */
function copyOf(id: string, copy: string): string {
  return `md5('${id} ' || ${copy})::uuid`;
}

function copies(ids: readonly string[]): string[] {
  const tables: Record<string, string> = {
    order_transaction: 'id',
    lab_order: 'id',
    order_event: 'order_id',
    webhook_inbox: 'key',
  };
  return Object.entries(tables).map(([table, key]) => {
    const isTemplate =
      table === 'webhook_inbox' ? `key ~ '^seed-\\d+$'` : `${key} = ANY('{${ids.join()}}'::uuid[])`;
    const text = ids.reduce(
      (row, id, index) => `replace(${row}, '${id}', ${copyOf(String(index), 'copy')}::text)`,
      `replace(to_jsonb(it)::text, '${USER}', '${USER} ' || copy)`,
    );
    const row =
      table === 'webhook_inbox'
        ? `jsonb_set(${text}::jsonb, '{key}', to_jsonb(key || '-' || copy))`
        : `${text}::jsonb`;
    return `INSERT INTO ${table}
            SELECT (jsonb_populate_record(NULL::${table}, ${row})).*
            FROM ${table} AS it, generate_series($1::int, $2::int) AS copy WHERE ${isTemplate}`;
  });
}
