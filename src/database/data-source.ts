import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { columnTypes } from './column-types.js';

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;

export interface DataSourceSettings {
  readonly url: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly poolSize?: number;
}

/** The service's connections to Postgres: none waits for ever, and all read times alike. */
export function createDataSource({ url, entities, poolSize = 10 }: DataSourceSettings): DataSource {
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
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      // Times are read fastest so.
      options: '-c TimeZone=UTC -c DateStyle=ISO',
      types: columnTypes,
    },
  });
}

/** The pool beneath an initialized data source, for statements that are written by hand and prepared by name. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
