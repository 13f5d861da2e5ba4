import { Migrator, type MigratorOptions } from './migrator.js';

/**
 * Applies the pending migrations of this release.
 *
 * @returns the names of the migrations that ran now, oldest first
 * @throws DatabaseStartError
 */
export async function migrate(options: MigratorOptions): Promise<string[]> {
  const migrator = await new Migrator(options).initialize();
  try {
    const ran = await migrator.runMigrations();
    return ran.map(({ name }) => name);
  } finally {
    await migrator.destroy();
  }
}
