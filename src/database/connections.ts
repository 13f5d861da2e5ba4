import pg, { type Client, type Pool, type PoolConfig } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CONNECT_TIMEOUT_MS, poolSettings } from './pool-settings.js';

export interface DataSourceSettings {
  readonly url: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly poolSize?: number;
  /** Whether the URL leads to a transaction pooler, see {@link poolSettings}. */
  readonly behindPooler?: boolean;
}

const pools = new WeakMap<DataSource, Pool>();

/** The service's connections to Postgres: every wait has a limit, and all connections parse times the same way. */
export function createDataSource({
  url,
  entities,
  poolSize = 10,
  behindPooler = false,
}: DataSourceSettings): DataSource {
  const dataSource: DataSource = new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize,
    // TypeORM creates its pool with this module's class.
    driver: {
      ...pg,
      Pool: class extends pg.Pool {
        constructor(config: PoolConfig) {
          super(config);
          pools.set(dataSource, this);
          this.on('release', (_error, client) => endUnlessIdle(client as Client));
        }
      },
    },
    // The migrations create the schema, which needs no extension.
    installExtensions: false,
    synchronize: false,
    // The default logger writes to the console instead of the log.
    logger: 'debug',
    applicationName: 'order-transactions',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: poolSettings(behindPooler),
  });
  return dataSource;
}

/**
 * TypeORM returns a connection to the pool when its ROLLBACK has failed. The next statements would run in the transaction that is
 * still open, or fail with it.
 */
function endUnlessIdle(client: Client): void {
  if (client.getTransactionStatus() !== 'I') void client.end();
}

/** The pool of an initialized data source, for hand-written statements that are prepared by name. */
export function poolOf(dataSource: DataSource): Pool {
  const pool = pools.get(dataSource);
  if (!pool) throw new Error('The data source is not initialized.');
  return pool;
}
