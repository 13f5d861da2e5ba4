import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CONNECT_TIMEOUT_MS, poolSettings } from './pool-settings.js';

export interface DataSourceSettings {
  readonly url: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly poolSize?: number;
  /** Whether the URL is that of a transaction pooler, see {@link poolSettings}. */
  readonly behindPooler?: boolean;
}

/** The service's connections to Postgres: none waits for ever, and all read times alike. */
export function createDataSource({
  url,
  entities,
  poolSize = 10,
  behindPooler = false,
}: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize,
    // The migrations make the schema, and it needs no extension.
    installExtensions: false,
    synchronize: false,
    // The default one writes to the console, past the log.
    logger: 'debug',
    applicationName: 'order-transactions',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: poolSettings(behindPooler),
  });
}

/** The pool beneath an initialized data source, for statements that are written by hand and prepared by name. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
