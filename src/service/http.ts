import type { FastifyInstance } from 'fastify';
import { createAuditTrail } from '../access/audit-trail.js';
import { createAuthenticator, type Authenticator } from '../access/authenticator.js';
import { CollectionSites } from '../collection-sites/sites-source.js';
import type { Config } from '../config/config.js';
import type { ExplorerOptions } from '../graphql/explorer/prepared.js';
import { createGraphMetrics } from '../graphql/metrics.js';
import { buildSchema } from '../graphql/schema.js';
import { registerGraphQL, type GraphQLOptions } from '../graphql/server.js';
import { startListener } from '../orders/live/listener.js';
import { TransactionChanges } from '../orders/live/transaction-changes.js';
import { createCancellationMetrics } from '../ingest/cancellation-metrics.js';
import { createOrderCanceller } from '../ingest/order-canceller.js';
import { createOrderTracker } from '../ingest/order-tracker.js';
import { createMirrorReads } from '../store/read/index.js';
import { DocumentLinks } from '../documents/document-links.js';
import { registerDocumentRoute } from '../documents/document-route.js';
import { MissingDocuments } from '../documents/missing-documents.js';
import { registerHealth } from '../http/health.js';
import { registerMetrics } from '../telemetry/metrics.js';
import { registerConsole } from '../operator/console-routes.js';
import { registerOperatorRoutes } from '../operator/operator-routes.js';
import type { SyncMetrics } from '../sync/metrics.js';
import { registerWebhookRoute } from '../webhooks/route.js';
import type { Infrastructure } from './infrastructure.js';
import { listen } from '../http/listen.js';
import { INDEX_TEXT, registerIndex } from '../http/index-route.js';
import { createHttpServer } from '../http/server.js';
import type { Ingestion } from './ingestion.js';
import { readinessChecks } from './readiness.js';
import type { Results } from './results.js';

/** Each subscription uses memory and reads the database when its transaction changes. */
const MAX_SUBSCRIPTIONS = 5_000;

/** What the routes serve. */
interface Parts {
  readonly results: Results;
  readonly ingestion: Ingestion;
  readonly jobs: Pick<SyncMetrics, 'readDrift'>;
  readonly operations: readonly string[];
}

/** Opens all routes. @returns where they listen */
export async function startHttp(
  infrastructure: Infrastructure,
  { results, ingestion, jobs, operations }: Parts,
): Promise<string> {
  const { config, logger, stopping, onClose } = infrastructure;
  const authenticator = createAuthenticator(config.access);
  await startMetrics(infrastructure);
  const changes = watchTransactions(infrastructure);
  const audit = createAuditTrail(infrastructure.database);
  onClose(() => audit.flush());
  const fastify = createHttpServer({
    logger,
    stopping,
    isRouter: authenticator.isRouter,
    limits: config.connections,
  });
  onClose(() => fastify.close());
  registerOperations(fastify, infrastructure, ingestion, authenticator);
  registerWebhookRoute(fastify, ingestion.receive);
  registerOperatorRoutes(fastify, {
    ...ingestion,
    ...jobs,
    teamIds: infrastructure.junction.teamIds,
    manager: infrastructure.database.dataSource.manager,
    audit,
    authenticator,
    production: config.production,
  });
  const explorer = explorerOf(config, operations);
  if (explorer)
    registerConsole(fastify, { ...explorer, sandboxUrl: sandboxOf(infrastructure) }, INDEX_TEXT);
  else registerIndex(fastify);
  const graph = { authenticator, changes, audit, explorer };
  await registerGraph(fastify, infrastructure, results, ingestion, graph);
  const { host, port } = config;
  return listen(fastify, { host, port }, 'PORT');
}

/** Serves metrics on a separate port, if configured, which only the platform reaches. */
async function startMetrics(infrastructure: Infrastructure): Promise<void> {
  const { config, registry, logger, stopping, onClose } = infrastructure;
  if (config.metricsPort === null) return;
  const fastify = createHttpServer({ logger, stopping, limits: config.connections });
  onClose(() => fastify.close());
  registerMetrics(fastify, registry, () => true);
  await listen(fastify, { host: config.host, port: config.metricsPort }, 'METRICS_PORT');
}

/** Closes after the server, which makes subscribers reconnect; otherwise they would receive `complete`. */
function watchTransactions({ database, logger, onClose }: Infrastructure): TransactionChanges {
  const changes = new TransactionChanges(MAX_SUBSCRIPTIONS);
  const listener = startListener(database.url, changes, logger);
  onClose(() => listener.close());
  return changes;
}

function registerOperations(
  fastify: FastifyInstance,
  infrastructure: Infrastructure,
  ingestion: Ingestion,
  { isAdmitted }: Authenticator,
): void {
  const { config, registry } = infrastructure;
  registerHealth(fastify, readinessChecks(infrastructure, ingestion));
  if (config.metricsPort === null) registerMetrics(fastify, registry, isAdmitted);
}

async function registerGraph(
  fastify: FastifyInstance,
  { config, junction, primaryReads, reads, client, registry }: Infrastructure,
  results: Results,
  { ingester, receive, trackedOrders }: Ingestion,
  graph: Pick<GraphQLOptions, 'authenticator' | 'changes' | 'audit' | 'explorer'>,
): Promise<void> {
  const fresh = { mirror: createMirrorReads(primaryReads), results: results.fresh };
  const labDocuments = {
    links: new DocumentLinks({ secret: junction.apiKey, publicUrl: config.publicUrl }),
    missing: new MissingDocuments(primaryReads),
  };
  const { mirror } = fresh;
  registerDocumentRoute(fastify, { ...labDocuments, mirror, junction: client, audit: graph.audit });
  await registerGraphQL(fastify, {
    buildSchema: () => buildSchema(config.companyEntity),
    ...graph,
    metrics: createGraphMetrics(registry, graph.changes),
    mirror: createMirrorReads(reads),
    results: results.source,
    fresh,
    collectionSites: new CollectionSites(client),
    labDocuments,
    ingest: receive,
    trackOrder: createOrderTracker(fresh.mirror, ingester, (id) => trackedOrders.read(id)),
    cancelOrder: createOrderCanceller({
      junction: client,
      ingester,
      mirror: fresh.mirror,
      onOutcome: createCancellationMetrics(registry),
    }),
    production: config.production,
    compressResponses: config.compressResponses,
    corsOrigins: config.corsOrigins,
    subscriptionLimits: config.subscriptions,
  });
}

/** The address of the local Junction's console. */
function sandboxOf({ config, junction }: Infrastructure): string | null {
  return config.junction ? null : junction.baseUrl;
}

/** Production serves no explorer, and needs no packages for it. */
function explorerOf(
  { production, access: { routerSecrets, tokens } }: Config,
  operations: readonly string[],
): ExplorerOptions | null {
  if (production) return null;
  return { operations, routerSecret: routerSecrets[0] ?? null, asksForToken: tokens !== null };
}
