import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, type ClientBase } from 'pg';
import { connectEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { MARKS } from './leak-search.js';

export * from './leak-search.js';

const DOCUMENT = readFileSync(path.join(__dirname, '../../docs/phi.md'), 'utf8');

/** The columns that may contain personal data unencrypted, according to docs/phi.md. */
const ALLOWED_COLUMNS = Array.from(
  DOCUMENT.matchAll(/^\| `(\w+\.\w+)` .*in the clear/gm),
  ([, column = '']) => column,
);

const folders = new Set<string>();

/** Searches the embedded database in a folder for leaks when the test file ends, if the folder then exists. */
export function watchEmbedded(folder: string): void {
  folders.add(path.resolve(folder));
}

/** The columns with marks in the embedded databases that are registered and not yet removed. */
export async function embeddedLeaks(): Promise<string[]> {
  const there = [...folders].filter((folder) => existsSync(path.join(folder, 'data')));
  const leaks = await Promise.all(
    there.map(async (folder) => {
      const postgres = await connectEmbeddedPostgres({ folder });
      return databaseLeaks(postgres.url).finally(() => postgres.stop());
    }),
  );
  return leaks.flat();
}

/** The columns with marks in one database. */
export async function databaseLeaks(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await columnsWithMarks(client);
  } finally {
    await client.end();
  }
}

/** The columns of the schema that contain a mark but must not, each as `<table>.<column>`. */
export async function columnsWithMarks(
  database: Pick<ClientBase, 'query'>,
  marks: readonly string[] = MARKS,
): Promise<string[]> {
  const { rows: tables } = await database.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  );
  if (tables.length === 0) return [];
  const searches = tables.map(
    ({ name }) =>
      `SELECT '${name}.' || field.name AS column
       FROM "${name}" AS whole_row, jsonb_each_text(to_jsonb(whole_row)) AS field (name, text)
       WHERE field.text LIKE ANY($1)`,
  );
  const { rows } = await database.query<{ column: string }>(searches.join(' UNION '), [
    marks.flatMap((mark) => [`%${mark}%`, `%${Buffer.from(mark).toString('hex')}%`]),
  ]);
  return rows
    .map(({ column }) => column)
    .filter((column) => !ALLOWED_COLUMNS.includes(column))
    .sort();
}

/** @throws when there is at least one column */
export function refuseLeaks(columns: readonly string[]): void {
  if (columns.length > 0) {
    throw new Error(`what tells of a person lies in ${columns.join(', ')}: see docs/phi.md`);
  }
}
