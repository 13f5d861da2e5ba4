import type { ClientBase } from 'pg';

/** The tables that are derived from facts, and their columns that are not a function of facts. */
const TABLES = [
  { name: 'order_transaction', ignored: ['changed_at'] },
  { name: 'lab_order', ignored: ['changed_at'] },
  { name: 'order_event', ignored: [] },
  { name: 'lab_appointment', ignored: [] },
  { name: 'critical_result', ignored: [] },
] as const;

export interface TableComparison {
  readonly table: string;
  readonly rows: number;
  /** Rows that the replay contains, and the live table lacks or has with other values. */
  readonly missing: readonly string[];
  /** Rows of the live table that the replay lacks or has with other values. */
  readonly surplus: readonly string[];
}

/**
 * Creates empty temporary tables of this session, which hide the live ones from its statements.
 *
 * @returns the schema of the live tables, quoted
 */
export async function hideLiveMirror(client: ClientBase): Promise<string> {
  const schema = await readValue<string>(client, 'quote_ident(current_schema())');
  for (const { name } of TABLES) {
    await client.query(`CREATE TEMPORARY TABLE ${name} (LIKE ${schema}.${name} INCLUDING ALL)`);
  }
  return schema;
}

/** Compares the tables of this session with the live ones, row by row. */
export async function compareWithLiveMirror(
  client: ClientBase,
  schema: string,
): Promise<TableComparison[]> {
  await dropLaterParts(client, schema);
  await leaveUncomputed(client, schema);
  const tables: TableComparison[] = [];
  for (const table of TABLES) tables.push(await compare(client, schema, table));
  return tables;
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
    rows: await readValue(client, `(SELECT count(*)::int FROM ${live})`),
    missing: await differences(rebuilt, live),
    surplus: await differences(live, rebuilt),
  };
}

async function readValue<Value>(client: ClientBase, expression: string): Promise<Value> {
  const { rows } = await client.query<{ value: Value }>(`SELECT ${expression} AS value`);
  const [{ value }] = rows as [{ value: Value }];
  return value;
}
