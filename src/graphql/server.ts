import { ApolloServer, type ApolloServerOptions, type HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticator } from '../access/authenticator.js';
import { executeWith } from './execution/apollo-execution.js';
import { COMPRESSED_REQUESTS, registerCompression } from './compression.js';
import { createColumnSetChooser } from './column-set.js';
import type { SubscriptionLimits } from '../config/config.js';
import { registerSubscriptions } from './live/register.js';
import type { RequestContext } from './context.js';
import { formatError } from './errors.js';
import { OperationCompiler, type CompilerLimits } from './execution/compiler.js';
import { operationPlugin } from './execution/operation-plugin.js';
import type { ExplorerOptions } from './explorer/prepared.js';
import { registerExplorer } from './explorer/routes.js';
import type { GraphMetrics } from './metrics.js';
import { inOperationSpan } from './operation-span.js';
import { logHttpOperation } from './operation-log.js';
import { REQUEST_LIMITS } from './limits/operation-limits.js';
import { Documents } from './preparation/documents.js';
import { createPreparation } from './preparation/prepare-operation.js';
import { handleOperation } from './handle-operation.js';
import { sendRequestError, requireRouter, rejectGet } from './rejected-request.js';
import type { GraphSources } from './sources.js';

export interface GraphQLOptions extends GraphSources {
  /** Returns a new schema on each call. */
  readonly buildSchema: () => GraphQLSchema;
  readonly authenticator: Authenticator;
  readonly metrics: GraphMetrics;
  readonly subscriptionLimits: SubscriptionLimits;
  readonly production: boolean;
  /** Whether responses are compressed for clients that accept it. */
  readonly compressResponses: boolean;
  /** The origins whose pages may send requests from a browser. */
  readonly corsOrigins: readonly string[];
  /** The content of the explorers; null: they are not served. */
  readonly explorer: ExplorerOptions | null;
  readonly compilerLimits?: CompilerLimits;
}

/** The origin of Apollo's Sandbox, from which the browser sends requests to this service. */
const HOSTED_SANDBOX = 'https://studio.apollographql.com';

/** Serves the graph at `/graphql`. Closing Fastify completes the requests in progress, then closes the graph. */
export async function registerGraphQL(
  fastify: FastifyInstance,
  options: GraphQLOptions,
): Promise<void> {
  const { buildSchema, production, authenticator, metrics } = options;
  const schema = buildSchema();
  const documents = new Documents({ schema, exposesSchema: !production });
  const prepare = createPreparation({ schema, documents, servesSdl: authenticator.requiresRouter });
  const chooseColumns = createColumnSetChooser(schema);
  const apollo = createApolloServer(fastify, { ...options, schema, documents });
  await apollo.start();
  fastify.addHook('onClose', () => apollo.stop());
  const execute = executeWith(apollo);
  const sendEventStream = registerSubscriptions(fastify, { ...options, schema, prepare });

  await fastify.register(cors, corsOptions(options));
  await registerCompression(fastify);
  if (options.explorer) registerExplorer(fastify, options.explorer);
  else fastify.get('/graphql', rejectGet);
  fastify.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: REQUEST_LIMITS.bodyBytes,
    ...COMPRESSED_REQUESTS,
    onRequest: [requireRouter(authenticator), COMPRESSED_REQUESTS.onRequest],
    compress: options.compressResponses ? {} : false,
    // Responses contain patients' data: no cache between this service and the gateway may store them.
    onSend: (_request, reply, _payload, done) => {
      void reply.header('cache-control', 'no-store');
      done();
    },
    onResponse: (request, reply, done) => {
      logHttpOperation(request, reply, metrics.count);
      done();
    },
    errorHandler: sendRequestError,
    handler: inOperationSpan(
      handleOperation({ ...options, prepare, chooseColumns, sendEventStream, execute }),
    ),
  });
}

interface ExecutionOptions extends GraphQLOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
}

/** Without credentials: browsers of these origins send a token, or the gateway needs none. */
function corsOptions({ production, corsOrigins }: GraphQLOptions): FastifyCorsOptions {
  return {
    origin: production ? [...corsOrigins] : [...corsOrigins, HOSTED_SANDBOX],
    methods: ['GET', 'POST'],
    maxAge: 600,
  };
}

function createApolloServer(
  fastify: FastifyInstance,
  { buildSchema, schema, production, authenticator, compilerLimits, documents }: ExecutionOptions,
): ApolloServer<RequestContext> {
  // A trace doubles the work, so only the router may request one.
  const isTracing = authenticator.requiresRouter || !production;
  return new ApolloServer<RequestContext>({
    // Tracing wraps the resolvers of its schema permanently, so Apollo Server has a schema of its own.
    schema: buildSchema(),
    logger: fastify.log,
    formatError,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    documentStore: preparedDocuments(documents),
    // Gateways write the queries, and have their own lists of persisted ones.
    persistedQueries: false,
    // The process that starts the server stops it.
    stopOnTerminationSignals: false,
    plugins: [
      operationPlugin(
        new OperationCompiler(schema, compilerLimits),
        (headers) => isTracing && isTraced(headers),
      ),
      isTracing ? ApolloServerPluginInlineTrace() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // The plugin would wrap every field for hints that the schema does not have.
      ApolloServerPluginCacheControlDisabled(),
      // An APOLLO_KEY that is set for other tools must not send operations to Apollo.
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/**
 * Apollo Server neither parses nor validates prepared operations: it finds their documents by the hash of their text.
 */
function preparedDocuments(
  documents: Documents,
): NonNullable<ApolloServerOptions<RequestContext>['documentStore']> {
  return {
    get: (key) => Promise.resolve(documents.byHash(key.slice(key.lastIndexOf(':') + 1))),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
}

/** Routers request the time of each field by this header (ftv1). */
function isTraced(headers: HeaderMap | undefined): boolean {
  return headers?.get('apollo-federation-include-trace') === 'ftv1';
}
