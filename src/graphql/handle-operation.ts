import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { OperationTypeNode, type DocumentNode, type GraphQLError } from 'graphql';
import { authorizationOf } from '../access/authorization-header.js';
import type { Authenticator } from '../access/authenticator.js';
import type { Viewer } from '../access/viewer.js';
import { auditRejected } from './audited-mutations.js';
import { callerSignal } from '../http/caller-signal.js';
import { createContext, type RequestContext } from './context.js';
import { serializeError, publicError } from './errors.js';
import type { SendEventStream } from './live/event-streams.js';
import { createSubscriber } from './live/subscriber.js';
import type { GraphMetrics } from './metrics.js';
import { operationLogOf } from './operation-log.js';
import { operationRequestOf } from './preparation/http-request.js';
import {
  ANY_OPERATION,
  QUERIES_AND_MUTATIONS,
  SUBSCRIPTIONS,
  type PreparedOperation,
  type PrepareOperation,
  type RejectedOperation,
  type OperationTransport,
} from './preparation/prepare-operation.js';
import type { ColumnSet } from '../store/read/index.js';
import type { GraphSources } from './sources.js';

export interface OperationHandling extends GraphSources {
  readonly authenticator: Authenticator;
  readonly prepare: PrepareOperation;
  readonly chooseColumns: (document: DocumentNode) => ColumnSet;
  readonly sendEventStream: SendEventStream;
  readonly metrics: GraphMetrics;
}

const contexts = new WeakMap<FastifyRequest, RequestContext>();

/** The context of a request whose operation was prepared. */
export function contextOf(request: FastifyRequest): RequestContext {
  const context = contexts.get(request);
  if (!context) throw new Error('The request has no context: its operation was not prepared');
  return context;
}

/** Prepares the operation of an HTTP request, and executes it only when it is valid. */
export function handleOperation(
  handling: OperationHandling,
  execute: RouteHandlerMethod,
): RouteHandlerMethod {
  return async function (request, reply) {
    const viewer = await handling.authenticator.authenticate(authorizationOf(request.raw));
    const operationRequest = operationRequestOf(request);
    const accepted = acceptedOf(request);
    const preparation =
      operationRequest && handling.prepare(operationRequest, viewer, transportOf(accepted));
    if (preparation && isStreamed(preparation, accepted)) {
      const { id: requestId, log } = request;
      const operationLog = operationLogOf(request);
      const { metrics } = handling;
      const subscriber = createSubscriber({ viewer, requestId, log, metrics, operationLog });
      return handling.sendEventStream(request, reply, { operation: preparation, subscriber });
    }
    const caller = { viewer, signal: callerSignal(reply.raw) };
    const context = createContextOf(request, caller, handling, preparation);
    if (preparation?.kind === 'REJECTED') {
      const { document, errors } = preparation;
      if (document) await auditRejected(document, operationRequest?.operationName, context);
      return answerRejected(reply, errors, handling.authenticator);
    }
    // Apollo Server would search for an operation with an empty name.
    if (operationRequest?.operationName === '') {
      request.body = { ...(request.body as object), operationName: null };
    }
    return execute.call(this, request, reply);
  };
}

function createContextOf(
  request: FastifyRequest,
  { viewer, signal }: { readonly viewer: Viewer; readonly signal: AbortSignal },
  handling: OperationHandling,
  preparation: PreparedOperation | RejectedOperation | null,
): RequestContext {
  const { id: requestId, log } = request;
  const operationLog = operationLogOf(request);
  operationLog.kind = preparation?.operation?.operation ?? null;
  const context = createContext(handling, {
    ...{ viewer, caller: signal, requestId, operationLog, log },
    ...(preparation?.kind === 'PREPARED' && {
      readOptions: {
        columns: handling.chooseColumns(preparation.document),
        fromPrimary: preparation.operation.operation === OperationTypeNode.MUTATION,
      },
    }),
  });
  contexts.set(request, context);
  return context;
}

interface Accepted {
  readonly json: boolean;
  readonly events: boolean;
}

function acceptedOf({ headers: { accept = '*/*' } }: FastifyRequest): Accepted {
  return {
    json: /\*\/\*|application\/(\*|json|graphql-response\+json)/i.test(accept),
    events: /text\/event-stream/i.test(accept),
  };
}

function transportOf({ json, events }: Accepted): OperationTransport {
  if (!events) return QUERIES_AND_MUTATIONS;
  return json ? ANY_OPERATION : SUBSCRIPTIONS;
}

/** Whether the response is an event stream; a client that accepts nothing else receives errors in it too. */
function isStreamed(
  { operation }: PreparedOperation | RejectedOperation,
  { json, events }: Accepted,
): boolean {
  return events && (!json || operation?.operation === OperationTypeNode.SUBSCRIPTION);
}

function statusOf(codes: readonly string[]): number {
  return codes.includes('UNAUTHENTICATED') ? 401 : 400;
}

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/**
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
 *
 * Routers add an error of their own to a response whose status is not 200, some of them before ours, so the router
 * receives 200.
 */
function answerRejected(
  reply: FastifyReply,
  errors: readonly GraphQLError[],
  { isRouter }: Authenticator,
): FastifyReply {
  const codes = errors.map((error) => publicError(error).code);
  for (const code of codes) operationLogOf(reply.request).codes.add(code);
  const type = reply.request.headers.accept?.includes(GRAPHQL_RESPONSE)
    ? GRAPHQL_RESPONSE
    : 'application/json';
  return reply
    .code(isRouter(reply.request.headers['router-authorization']) ? 200 : statusOf(codes))
    .type(`${type}; charset=utf-8`)
    .send({ errors: errors.map(serializeError) });
}
