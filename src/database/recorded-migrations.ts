import { DatabaseError, type ClientBase, type Pool } from 'pg';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-files.js';

const UNDEFINED_TABLE = '42P01';

/** The names of the migrations that TypeORM has recorded in the database. */
export async function recordedMigrations(database: Pool | ClientBase): Promise<string[]> {
  try {
    const { rows } = await database.query<{ name: string }>('SELECT name FROM migrations');
    return rows.map(({ name }) => name);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** The names of this release's migrations that the database has not recorded. */
export async function pendingMigrations(
  database: Pool | ClientBase,
  folder = MIGRATIONS_FOLDER,
): Promise<string[]> {
  const recorded = new Set(await recordedMigrations(database));
  return readMigrations(folder)
    .map(({ name }) => name)
    .filter((name) => !recorded.has(name));
}
