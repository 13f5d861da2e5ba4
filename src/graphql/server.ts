import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
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
import { createContext, type RequestContext } from './context.js';
import { errorLog } from './error-log.js';
import { formatError } from './errors.js';
import type { ExplorerOptions } from './explorer/prepared.js';
import { registerExplorer } from './explorer/routes.js';
import type { GraphMetrics } from './metrics.js';
import { inOperationSpan } from './operation-span.js';
import { noteOf, noteOperation, tellOperation } from './operation-note.js';
import { queryLimits, REQUEST_LIMITS } from './limits/query-limits.js';
import { quickAnswers } from './quick-answers.js';
import { answerRefusedRequest, refuseStrangers } from './refused-request.js';
import { readOwnWrites } from './read-own-writes.js';
import { requireToken } from './require-token.js';
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

const MAX_VALIDATION_ERRORS = 5;

/** Serves the schema at `/graphql`. Closing Fastify answers what has begun, then closes the graph. */
export async function registerGraphQL(
  fastify: FastifyInstance,
  options: GraphQLOptions,
): Promise<void> {
  const answer = await startApollo(fastify, options, [
    quickAnswers(options.schema),
    ApolloServerPluginInlineTraceDisabled(),
  ]);
  // A trace doubles the work, so that no stranger is told one.
  const tellsTraces = options.gatekeeper.knowsRouter || !options.production;
  const answerTraced = tellsTraces ? await startTracedApollo(fastify, options) : answer;
  registerLive(fastify, options);

  await fastify.register(cors, corsOptions(options));
  if (options.explorer) registerExplorer(fastify, options.explorer);
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
    handler: inOperationSpan(function (request, reply) {
      const asksForTrace = request.headers['apollo-federation-include-trace'] === 'ftv1';
      return (asksForTrace ? answerTraced : answer).call(this, request, reply);
    }),
  });
}

/**
 * For routers that ask for the time of each field (ftv1). Such a trace wraps all resolvers of its schema for good, so
 * that it has a server and a copy of the schema to itself.
 */
function startTracedApollo(
  fastify: FastifyInstance,
  options: GraphQLOptions,
): Promise<RouteHandlerMethod> {
  // Sorting makes all types anew.
  const schema = lexicographicSortSchema(options.schema);
  return startApollo(fastify, { ...options, schema }, [ApolloServerPluginInlineTrace()]);
}

async function startApollo(
  fastify: FastifyInstance,
  options: GraphQLOptions,
  plugins: readonly ApolloServerPlugin<RequestContext>[],
): Promise<RouteHandlerMethod> {
  const apollo = createApolloServer(fastify, options, plugins);
  await apollo.start();
  fastify.addHook('onClose', () => apollo.stop());
  return fastifyApolloHandler(apollo, {
    context: async (request) => {
      const { id, headers, log } = request;
      const viewer = await options.gatekeeper.recognise(headers.authorization);
      return createContext(options, { viewer, requestId: id, note: noteOf(request), log });
    },
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
  { schema, production, gatekeeper }: GraphQLOptions,
  plugins: readonly ApolloServerPlugin<RequestContext>[],
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    logger: fastify.log,
    formatError,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    parseOptions: { maxLexicalTokens: REQUEST_LIMITS.tokens },
    maxRecursiveSelections: REQUEST_LIMITS.selections,
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    // Gateways write the queries; they keep their own lists of them.
    persistedQueries: false,
    // Whoever started the process stops it.
    stopOnTerminationSignals: false,
    plugins: [
      errorLog,
      noteOperation,
      auditedMutations,
      requireToken(gatekeeper.knowsRouter),
      queryLimits,
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
