import type { FastifyInstance } from 'fastify';
import { createAuditTrail } from '../access/audit-trail.js';
import { createGatekeeper } from '../access/gatekeeper.js';
import { createRouterFence } from '../access/router-fence.js';
import { pendingMigrations } from '../database/recorded-migrations.js';
import { buildSchema } from '../graphql/schema.js';
import { registerGraphQL } from '../graphql/server.js';
import { startListener } from '../orders/live/listener.js';
import { TransactionChanges } from '../orders/live/transaction-changes.js';
import { createOrderTracker } from '../orders/order-tracker.js';
import { createMirrorReader } from '../orders/store/reader.js';
import { PdfLinks } from '../results/pdf/pdf-links.js';
import { registerPdfRoute } from '../results/pdf/pdf-route.js';
import { registerHealth } from '../telemetry/health.js';
import { registerMetrics } from '../telemetry/metrics.js';
import { registerWebhookRoute } from '../webhooks/route.js';
import type { Foundation } from './foundation.js';
import { createHttpServer } from './http-server.js';
import type { Ingestion } from './ingestion.js';
import type { Results } from './results.js';

/** Each holds a place in memory and reads the database when its transaction changes. */
const MOST_SUBSCRIPTIONS = 5_000;

/** Opens all routes. @returns where they listen */
export async function startHttp(
  foundation: Foundation,
  results: Results,
  ingestion: Ingestion,
  firstOperation: string,
): Promise<string> {
  const { config, registry, logger, onClose } = foundation;
  const fastify = createHttpServer(logger);
  onClose(() => fastify.close());
  registerOperations(fastify, foundation, ingestion);
  registerMetrics(fastify, registry, createRouterFence(config.access.routerSecrets));
  registerWebhookRoute(fastify, ingestion.receive);
  await registerGraph(fastify, foundation, results, ingestion, firstOperation);
  return fastify.listen({ host: config.host, port: config.port });
}

function registerOperations(
  fastify: FastifyInstance,
  { database: { pool } }: Foundation,
  { ingester }: Ingestion,
): void {
  registerHealth(fastify, {
    database: async () => (await pool.query('SELECT 1')).rowCount === 1,
    migrations: async () => (await pendingMigrations(pool)).length === 0,
    queue: () => !ingester.full,
  });
}

async function registerGraph(
  fastify: FastifyInstance,
  { config, junction, database, reads, client, logger, onClose }: Foundation,
  results: Results,
  { ingester, receive }: Ingestion,
  firstOperation: string,
): Promise<void> {
  const fresh = { mirror: createMirrorReader(database.pool), results: results.fresh };
  const audit = createAuditTrail(database.pool);
  const changes = new TransactionChanges(MOST_SUBSCRIPTIONS);
  const listener = startListener(database.url, changes, logger);
  onClose(() => listener.close());
  const pdfLinks = new PdfLinks({ secret: junction.apiKey, publicUrl: config.publicUrl });
  registerPdfRoute(fastify, { links: pdfLinks, junction: client, audit });
  await registerGraphQL(fastify, {
    schema: buildSchema(config.companyEntity),
    gatekeeper: createGatekeeper(config.access),
    audit,
    mirror: createMirrorReader(reads),
    results: results.source,
    fresh,
    pdfLinks,
    ingest: receive,
    trackOrder: createOrderTracker(fresh.mirror, ingester),
    changes,
    production: config.production,
    corsOrigins: config.corsOrigins,
    firstOperation,
  });
}
