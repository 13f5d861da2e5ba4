import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ClientBase, Pool } from 'pg';

/** The key that decrypts the sealed values in the rows. It protects only fictional results. */
export const RELEASED_KEY = Buffer.alloc(32, 'the key of the released database');

export const RELEASED_ROWS = path.join(__dirname, '../../fixtures/released-database.json');

/** A redraw with results, a cancelled redraw, a redraw with a late block, a corrected redraw, and a recreation. */
export const RELEASED_JOURNEYS = [
  'b01-redraw-full',
  'd01-redraw-cancelled',
  'h03-block-key-absent-then-present',
  'j01-corrected-after-completed',
  'm01-recreation-after-cancel',
];

/** The content of a database that the previous release had filled. */
export interface ReleasedRows {
  /** The names of that release's migrations, oldest first. */
  readonly migrations: readonly string[];
  /** The rows of each table, as Postgres writes them as JSON. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

export function readReleasedRows(): ReleasedRows {
  return JSON.parse(readFileSync(RELEASED_ROWS, 'utf8')) as ReleasedRows;
}

/** The existing tables except the record of migrations. */
export async function tablesOf(database: Pool | ClientBase): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables
     WHERE schemaname = current_schema() AND tablename <> 'migrations' ORDER BY name`,
  );
  return rows.map(({ name }) => name);
}

/** All rows of a table, in an order that depends only on their content. */
export async function rowsOf(database: Pool, table: string): Promise<Record<string, unknown>[]> {
  const { rows } = await database.query<{ row: Record<string, unknown> }>(
    `SELECT to_jsonb(it) AS row FROM ${table} AS it ORDER BY to_jsonb(it)::text COLLATE "C"`,
  );
  return rows.map(({ row }) => row);
}

/** Inserts the rows of the release into the existing tables and columns. */
export async function insertRows(database: Pool, { tables }: ReleasedRows): Promise<void> {
  for (const table of await tablesOf(database)) {
    await database.query(
      `INSERT INTO ${table} OVERRIDING SYSTEM VALUE
       SELECT * FROM json_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(tables[table] ?? [])],
    );
  }
}
