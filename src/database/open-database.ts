import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf, type DataSourceSettings } from './data-source.js';
import { openEmbedded } from './embedded.js';
import { migrate } from './migrate.js';
import { requireRoleSettings } from './role-settings.js';

export interface OpenDatabase {
  /** The URL of Postgres itself, not of a pooler: for work that needs its own session. */
  readonly url: string;
  readonly dataSource: DataSource;
  readonly pool: Pool;
  /** The names of the migrations that ran now. */
  readonly migrated: readonly string[];
  /** Closes all connections, and the embedded Postgres if this process started it. */
  readonly close: () => Promise<void>;
}

export interface OpenDatabaseOptions extends Pick<DataSourceSettings, 'entities'> {
  /** Null: the embedded Postgres. */
  readonly databaseUrl: string | null;
  /** The URL of Postgres itself, where `databaseUrl` leads to a transaction pooler. */
  readonly databaseDirectUrl?: string | null;
  /** For commands: the service may have started the embedded Postgres. */
  readonly asGuest?: boolean;
}

/**
 * Opens the configured database after running its migrations.
 *
 * @throws DatabaseStartError
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  if (options.databaseUrl !== null) return openConfigured({ ...options, url: options.databaseUrl });
  const embedded = await openEmbedded(options);
  try {
    const { close, ...database } = await openConfigured({ ...options, url: embedded.url });
    return { ...database, close: () => close().then(() => embedded.stop()) };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function openConfigured({
  url,
  entities,
  databaseDirectUrl = null,
}: OpenDatabaseOptions & { url: string }): Promise<OpenDatabase> {
  const behindPooler = databaseDirectUrl !== null;
  const directUrl = databaseDirectUrl ?? url;
  const migrated = await migrate({ url: directUrl });
  const dataSource = await createDataSource({ url, entities, behindPooler }).initialize();
  const pool = poolOf(dataSource);
  const close = () => dataSource.destroy();
  try {
    if (behindPooler) await requireRoleSettings(pool);
    return { url: directUrl, dataSource, pool, migrated, close };
  } catch (error) {
    await close();
    throw error;
  }
}
