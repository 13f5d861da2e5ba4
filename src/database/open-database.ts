import type { Pool } from 'pg';
import { createDataSource, poolOf, type DataSourceSettings } from './data-source.js';
import {
  startEmbeddedPostgres,
  visitEmbeddedPostgres,
  type EmbeddedPostgres,
} from './embedded/embedded-postgres.js';
import { migrate } from './migrate.js';

/** Where the embedded Postgres keeps its data. */
export const DATABASE_FOLDER = '.data/pg';

export interface OpenDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** The names of the migrations that ran now. */
  readonly migrated: readonly string[];
  /** Closes all connections, and the embedded Postgres where it was started here. */
  readonly close: () => Promise<void>;
}

export interface OpenDatabaseOptions extends Pick<DataSourceSettings, 'entities'> {
  /** Null: the embedded Postgres. */
  readonly databaseUrl: string | null;
  /** For commands: the service may own the embedded Postgres. */
  readonly asGuest?: boolean;
}

/**
 * Opens the database that is configured, migrated.
 *
 * @throws DatabaseStartError
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const embedded = options.databaseUrl === null ? await openEmbedded(options) : null;
  const url = options.databaseUrl ?? embedded?.url ?? '';
  try {
    const migrated = await migrate({ url });
    const dataSource = await createDataSource({ url, entities: options.entities }).initialize();
    const close = async () => {
      await dataSource.destroy();
      await embedded?.stop();
    };
    return { url, pool: poolOf(dataSource), migrated, close };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

function openEmbedded({ asGuest = false }: OpenDatabaseOptions): Promise<EmbeddedPostgres> {
  return asGuest
    ? visitEmbeddedPostgres({ folder: DATABASE_FOLDER })
    : startEmbeddedPostgres({ folder: DATABASE_FOLDER });
}
