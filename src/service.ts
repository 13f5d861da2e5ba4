import type { Pool } from 'pg';
import { pino } from 'pino';
import { createGatekeeper } from './access/gatekeeper.js';
import type { Config, JunctionConfig } from './config.js';
import { createDataSource, poolOf } from './database/data-source.js';
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { migrate } from './database/migrate.js';
import { pendingMigrations } from './database/recorded-migrations.js';
import { registerGraphQL } from './graphql/server.js';
import { createHttpServer } from './http-server.js';
import { createJunctionClient } from './junction/client.js';
import { entities } from './orders/entities.js';
import { Ingester } from './orders/ingester.js';
import { createMirrorReader } from './orders/store/reader.js';
import { createResultsSource } from './results/results-source.js';
import { registerHealth } from './telemetry/health.js';
import { createReceiver } from './webhooks/receiver.js';
import { registerWebhookRoute } from './webhooks/route.js';

export const DATABASE_FOLDER = '.data/pg';

/** The running service. */
export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops accepting, finishes what is in flight, then lets go of everything. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly config: Config;
  /** The Junction to call and to trust; the sandbox's when none is configured. */
  readonly junction: JunctionConfig;
  /** The operation that the landing page opens with. */
  readonly firstOperation: string;
}

/**
 * Puts the rooms together and starts them. When one cannot start, those before it are stopped again.
 *
 * @throws DatabaseStartError, or the error of a port that cannot be had
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const url = await assemble(options, closers);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(
  { config, junction, firstOperation }: ServiceOptions,
  closers: (() => Promise<unknown>)[],
): Promise<string> {
  const logger = pino({ level: config.logLevel });
  const pool = await openDatabase(config, closers);

  const client = createJunctionClient(junction);
  closers.push(() => client.close());

  const ingester = new Ingester(pool);
  closers.push(() => ingester.idle());

  const receive = createReceiver({
    ingester,
    logger,
    secrets: junction.webhookSecrets,
    teamIds: junction.teamIds,
  });

  const fastify = createHttpServer(logger);
  closers.push(() => fastify.close());
  registerHealth(fastify, {
    database: async () => (await pool.query('SELECT 1')).rowCount === 1,
    migrations: async () => (await pendingMigrations(pool)).length === 0,
    queue: () => !ingester.full,
  });
  registerWebhookRoute(fastify, receive);
  await registerGraphQL(fastify, {
    gatekeeper: createGatekeeper(config.access),
    mirror: createMirrorReader(pool),
    results: createResultsSource(client),
    ingest: receive,
    production: config.production,
    firstOperation,
  });
  return fastify.listen({ host: config.host, port: config.port });
}

async function openDatabase(config: Config, closers: (() => Promise<unknown>)[]): Promise<Pool> {
  let url = config.databaseUrl;
  if (url === null) {
    const embedded = await startEmbeddedPostgres({ folder: DATABASE_FOLDER });
    closers.push(() => embedded.stop());
    url = embedded.url;
  }
  await migrate({ url });
  const dataSource = await createDataSource({ url, entities }).initialize();
  closers.push(() => dataSource.destroy());
  return poolOf(dataSource);
}
