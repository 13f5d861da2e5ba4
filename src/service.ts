import { pino } from 'pino';
import { createAuditTrail } from './access/audit-trail.js';
import { createGatekeeper } from './access/gatekeeper.js';
import { createRouterFence } from './access/router-fence.js';
import type { Config, JunctionConfig } from './config.js';
import { openDatabase } from './database/open-database.js';
import { Sealer } from './database/sealer.js';
import { pendingMigrations } from './database/recorded-migrations.js';
import { registerGraphQL } from './graphql/server.js';
import { createHttpServer } from './http-server.js';
import { createJunctionClient } from './junction/client.js';
import { entities } from './orders/entities.js';
import { Ingester } from './orders/ingester.js';
import { Quarantine } from './orders/quarantine.js';
import { startListener } from './orders/live/listener.js';
import { TransactionChanges } from './orders/live/transaction-changes.js';
import { createOrderTracker } from './orders/order-tracker.js';
import { watchBreaches } from './orders/watch-breaches.js';
import { createMirrorReader } from './orders/store/reader.js';
import { PdfLinks } from './results/pdf/pdf-links.js';
import { registerPdfRoute } from './results/pdf/pdf-route.js';
import { Prefetcher } from './results/prefetcher.js';
import { createResultsSource } from './results/results-source.js';
import { sealingKeys } from './results/sealing-keys.js';
import { StoredResults } from './results/store/stored-results.js';
import { startHealer } from './sync/healer.js';
import { createSyncMetrics } from './sync/metrics.js';
import { startRetention } from './sync/retention.js';
import { registerHealth } from './telemetry/health.js';
import { createRegistry, registerMetrics } from './telemetry/metrics.js';
import { createWebhookMetrics } from './webhooks/metrics.js';
import { createReceiver } from './webhooks/receiver.js';
import { registerWebhookRoute } from './webhooks/route.js';

/** Each holds a place in memory and reads the database when its transaction changes. */
const MOST_SUBSCRIPTIONS = 5_000;

/** The running service. */
export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Stops accepting, finishes what is in flight, then lets go of everything. */
  readonly close: () => Promise<void>;
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
  const {
    url: databaseUrl,
    pool,
    close: closeDatabase,
  } = await openDatabase({ ...config, entities });
  closers.push(closeDatabase);

  const client = createJunctionClient(junction);
  closers.push(() => client.close());

  const keys = await sealingKeys(config.results);
  const sealer = keys && new Sealer(keys);
  const store = sealer && new StoredResults(pool, sealer, logger);
  const results = createResultsSource({ junction: client, store, logger });
  const prefetcher = store && new Prefetcher(store, results, logger);
  closers.push(async () => prefetcher?.close());

  const changes = new TransactionChanges(MOST_SUBSCRIPTIONS);
  const listener = startListener(databaseUrl, changes, logger);
  closers.push(() => listener.close());

  const registry = createRegistry();
  const ingester = new Ingester(pool, {
    onChanged: (transactionIds) => prefetcher?.note(transactionIds),
    onBreach: watchBreaches(registry, logger),
  });
  closers.push(() => ingester.idle());

  const healer = startHealer({
    pool,
    ingester,
    junction,
    logger,
    metrics: createSyncMetrics(registry, pool),
    everyMinutes: config.reconcileEveryMinutes,
  });
  closers.push(() => healer.close());

  const mirror = createMirrorReader(pool);
  const quarantine = new Quarantine(pool, sealer);
  const receive = createReceiver({
    ingester,
    quarantine,
    logger,
    secrets: junction.webhookSecrets,
    teamIds: junction.teamIds,
    count: createWebhookMetrics(registry, { ingester, quarantine }),
  });

  const retention = startRetention({
    database: { url: databaseUrl, pool },
    quarantine,
    logger,
    ...config.retention,
  });
  closers.push(() => retention.close());

  const fastify = createHttpServer(logger);
  closers.push(() => fastify.close());
  registerHealth(fastify, {
    database: async () => (await pool.query('SELECT 1')).rowCount === 1,
    migrations: async () => (await pendingMigrations(pool)).length === 0,
    queue: () => !ingester.full,
  });
  registerMetrics(fastify, registry, createRouterFence(config.access.routerSecrets));
  registerWebhookRoute(fastify, receive);
  const audit = createAuditTrail(pool);
  const pdfLinks = new PdfLinks({ secret: junction.apiKey, publicUrl: config.publicUrl });
  registerPdfRoute(fastify, { links: pdfLinks, junction: client, audit });
  await registerGraphQL(fastify, {
    gatekeeper: createGatekeeper(config.access),
    audit,
    mirror,
    results,
    pdfLinks,
    ingest: receive,
    trackOrder: createOrderTracker(mirror, ingester),
    changes,
    production: config.production,
    companyEntity: config.companyEntity,
    corsOrigins: config.corsOrigins,
    firstOperation,
  });
  return fastify.listen({ host: config.host, port: config.port });
}
