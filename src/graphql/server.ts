import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { auditedMutations } from './audited-mutations.js';
import { registerLive } from './live/server.js';
import type { RequestContext } from './context.js';
import { errorLog } from './error-log.js';
import { formatError } from './errors.js';
import type { ExplorerOptions } from './explorer/prepared.js';
import { registerExplorer } from './explorer/routes.js';
import type { GraphMetrics } from './metrics.js';
import { inOperationSpan } from './operation-span.js';
import { noteOperation, tellOperation } from './operation-note.js';
import { REQUEST_LIMITS } from './limits/operation-limits.js';
import { Documents } from './preparation/documents.js';
import { createPreparation } from './preparation/prepare-operation.js';
import { contextOf, handleOperation } from './handle-operation.js';
import { quickAnswers } from './quick-answers.js';
import { answerRefusedRequest, refuseStrangers, rejectGet } from './refused-request.js';
import { readOwnWrites } from './read-own-writes.js';
import type { GraphSources } from './sources.js';

export interface GraphQLOptions extends GraphSources {
  readonly schema: GraphQLSchema;
  readonly gatekeeper: Gatekeeper;
  readonly metrics: GraphMetrics;
  readonly production: boolean;
  /** The origins whose pages may ask from a browser. */
  readonly corsOrigins: readonly string[];
  /** What the pages for people open with; null: there are none. */
  readonly explorer: ExplorerOptions | null;
}

/** Where Apollo serves its Sandbox; the browser asks this service from there. */
const HOSTED_SANDBOX = 'https://studio.apollographql.com';

/** Serves the schema at `/graphql`. Closing Fastify answers what has begun, then closes the graph. */
export async function registerGraphQL(
  fastify: FastifyInstance,
  options: GraphQLOptions,
): Promise<void> {
  const { schema, production, gatekeeper } = options;
  const documents = new Documents({ schema, exposesSchema: !production });
  const prepare = createPreparation({ schema, documents, servesSdl: gatekeeper.knowsRouter });
  const execute = await startApollo(fastify, { ...options, documents }, [
    quickAnswers(options.schema),
    ApolloServerPluginInlineTraceDisabled(),
  ]);
  // A trace doubles the work, so strangers get none.
  const servesTraces = gatekeeper.knowsRouter || !production;
  const executeTraced = servesTraces
    ? await startTracedApollo(fastify, { ...options, documents })
    : execute;
  registerLive(fastify, { ...options, prepare });

  await fastify.register(cors, corsOptions(options));
  if (options.explorer) registerExplorer(fastify, options.explorer);
  else fastify.get('/graphql', rejectGet);
  fastify.route({
    method: 'POST',
    url: '/graphql',
    bodyLimit: REQUEST_LIMITS.bodyBytes,
    onRequest: refuseStrangers(options.gatekeeper),
    // Answers tell of patients: nobody between us and the gateway may keep them.
    onSend: (_request, reply, _payload, done) => {
      void reply.header('cache-control', 'no-store');
      done();
    },
    onResponse: (request, reply, done) => {
      tellOperation(request, reply, options.metrics.count);
      done();
    },
    errorHandler: answerRefusedRequest,
    handler: inOperationSpan(
      handleOperation({ ...options, prepare }, ({ headers }) =>
        headers['apollo-federation-include-trace'] === 'ftv1' ? executeTraced : execute,
      ),
    ),
  });
}

/**
 * For routers that ask for the time of each field (ftv1). Such a trace wraps all resolvers of its schema for good, so
 * that it has a server and a copy of the schema to itself.
 */
function startTracedApollo(
  fastify: FastifyInstance,
  options: ExecutionOptions,
): Promise<RouteHandlerMethod> {
  // Sorting makes all types anew.
  const schema = lexicographicSortSchema(options.schema);
  return startApollo(fastify, { ...options, schema }, [ApolloServerPluginInlineTrace()]);
}

/** What executes prepared operations. */
interface ExecutionOptions extends GraphQLOptions {
  readonly documents: Documents;
}

async function startApollo(
  fastify: FastifyInstance,
  options: ExecutionOptions,
  plugins: readonly ApolloServerPlugin<RequestContext>[],
): Promise<RouteHandlerMethod> {
  const apollo = createApolloServer(fastify, options, plugins);
  await apollo.start();
  fastify.addHook('onClose', () => apollo.stop());
  return fastifyApolloHandler(apollo, {
    context: (request) => Promise.resolve(contextOf(request)),
  });
}

/** Without cookies: browsers of these origins send a token of their own, or the gateway's answers need none. */
function corsOptions({ production, corsOrigins }: GraphQLOptions): FastifyCorsOptions {
  return {
    origin: production ? [...corsOrigins] : [...corsOrigins, HOSTED_SANDBOX],
    methods: ['GET', 'POST'],
    maxAge: 600,
  };
}

function createApolloServer(
  fastify: FastifyInstance,
  { schema, production, documents }: ExecutionOptions,
  plugins: readonly ApolloServerPlugin<RequestContext>[],
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    logger: fastify.log,
    formatError,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    documentStore: preparedDocuments(documents),
    // Gateways write the queries; they keep their own lists of them.
    persistedQueries: false,
    // Whoever started the process stops it.
    stopOnTerminationSignals: false,
    plugins: [
      errorLog,
      noteOperation,
      auditedMutations,
      readOwnWrites,
      ApolloServerPluginLandingPageDisabled(),
      // It would wrap every field for hints that the schema does not have.
      ApolloServerPluginCacheControlDisabled(),
      // An APOLLO_KEY that is set for other tools must not send our operations anywhere.
      ApolloServerPluginUsageReportingDisabled(),
      ...plugins,
    ],
  });
}

/** Apollo Server neither parses nor validates what was prepared: it finds documents by the hash of their text. */
function preparedDocuments(
  documents: Documents,
): NonNullable<ApolloServerOptions<RequestContext>['documentStore']> {
  return {
    get: (key) => Promise.resolve(documents.byHash(key.slice(key.lastIndexOf(':') + 1))),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
}
