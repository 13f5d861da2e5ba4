import type { ClientBase } from 'pg';
import { openSession } from '../database/session.js';
import type { Fact } from '../orders/facts.js';
import { applyFacts } from '../store/write/apply-facts.js';
import { loadUnshared } from '../store/write/load.js';

/** The tables that are derived from facts, and their columns that are not a function of facts. */
const TABLES = [
  { name: 'order_transaction', ignored: ['changed_at'] },
  { name: 'lab_order', ignored: ['changed_at'] },
  { name: 'order_event', ignored: [] },
  { name: 'lab_appointment', ignored: [] },
  { name: 'critical_result', ignored: [] },
] as const;

const PAGE = 500;

export interface ReplayReport {
  readonly facts: number;
  readonly tables: readonly TableComparison[];
}

export interface TableComparison {
  readonly table: string;
  readonly rows: number;
  /** Rows that the replay contains, and the live table lacks or has with other values. */
  readonly missing: readonly string[];
  /** Rows of the live table that the replay lacks or has with other values. */
  readonly surplus: readonly string[];
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
    const schema = await readValue<string>(session, 'quote_ident(current_schema())');
    for (const { name } of TABLES) {
      await session.query(`CREATE TEMPORARY TABLE ${name} (LIKE ${schema}.${name} INCLUDING ALL)`);
    }
    const facts = await replayInbox(session, onProgress);
    await dropLaterParts(session, schema);
    await leaveUncomputed(session, schema);
    const tables: TableComparison[] = [];
    for (const table of TABLES) tables.push(await compare(session, schema, table));
    return { facts, tables };
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
  const total = await countRows(client, 'webhook_inbox WHERE fact IS NOT NULL');
  let done = 0;
  for await (const page of inboxPages(client)) {
    await applyFacts(client, page, loadUnshared);
    done += page.length;
    onProgress(done, total);
  }
  return done;
}

/**
 * Removes the parts of records that the live row lacks: an earlier release stored that row, and its next change adds
 * them.
 */
async function dropLaterParts(client: ClientBase, schema: string): Promise<void> {
  await client.query(
    `UPDATE pg_temp.lab_order AS rebuilt SET record = (
       SELECT jsonb_object_agg(part.key, part.value)
       FROM jsonb_each(rebuilt.record) AS part WHERE live.record ? part.key)
     FROM ${schema}.lab_order AS live
     WHERE live.id = rebuilt.id
       AND NOT live.record ?& ARRAY(SELECT jsonb_object_keys(rebuilt.record))`,
  );
}

async function* inboxPages(client: ClientBase): AsyncGenerator<Fact[]> {
  let last = { source: '', key: '' };
  for (;;) {
    const { rows } = await client.query<{ source: string; key: string; fact: Fact }>(
      `SELECT source, key, fact FROM webhook_inbox
       WHERE (source, key) > ($1, $2) AND fact IS NOT NULL ORDER BY source, key LIMIT ${PAGE}`,
      [last.source, last.key],
    );
    if (rows.length === 0) return;
    last = rows.at(-1) ?? last;
    yield rows.map(({ fact }) => fact);
  }
}

/**
 * Ignores columns that the background job has not computed yet for older rows: they are computed on read, so they are
 * no difference.
 */
async function leaveUncomputed(client: ClientBase, schema: string): Promise<void> {
  await client.query(
    `UPDATE pg_temp.order_transaction AS rebuilt
     SET patient_action = NULL, has_redraw = NULL, is_critical = NULL, order_statuses = NULL
     FROM ${schema}.order_transaction AS live
     WHERE live.id = rebuilt.id AND live.patient_action IS NULL`,
  );
}

async function compare(
  client: ClientBase,
  schema: string,
  { name, ignored }: (typeof TABLES)[number],
): Promise<TableComparison> {
  const [rebuilt, live] = [`pg_temp.${name}`, `${schema}.${name}`];
  const without = ignored.map((column) => ` - '${column}'`).join('');
  const rowsOf = (table: string) => `SELECT to_jsonb(it)${without} AS row FROM ${table} AS it`;
  const differences = async (one: string, other: string) => {
    const { rows } = await client.query<{ row: Record<string, string> }>(
      `${rowsOf(one)} EXCEPT ALL ${rowsOf(other)}`,
    );
    return rows.map(({ row }) => [row.id ?? row.order_id, row.event_id].filter(Boolean).join(' '));
  };
  return {
    table: name,
    rows: await countRows(client, live),
    missing: await differences(rebuilt, live),
    surplus: await differences(live, rebuilt),
  };
}

function countRows(client: ClientBase, table: string): Promise<number> {
  return readValue(client, `(SELECT count(*)::int FROM ${table})`);
}

async function readValue<Value>(client: ClientBase, expression: string): Promise<Value> {
  const { rows } = await client.query<{ value: Value }>(`SELECT ${expression} AS value`);
  const [{ value }] = rows as [{ value: Value }];
  return value;
}
