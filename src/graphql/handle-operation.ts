import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { OperationTypeNode, type DocumentNode, type GraphQLError } from 'graphql';
import { authorizationOf } from '../access/authorization-header.js';
import type { Authenticator } from '../access/authenticator.js';
import { auditRejected } from './audited-mutations.js';
import { callerSignal } from '../http/caller-signal.js';
import type { ExecuteOperation } from './execution/apollo-execution.js';
import { createContext } from './context.js';
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
import { rejectAccept } from './rejected-request.js';
import type { ColumnSet } from '../store/read/index.js';
import type { GraphSources } from './sources.js';

export interface OperationHandling extends GraphSources {
  readonly authenticator: Authenticator;
  readonly prepare: PrepareOperation;
  readonly chooseColumns: (document: DocumentNode) => ColumnSet;
  readonly sendEventStream: SendEventStream;
  readonly execute: ExecuteOperation;
  readonly metrics: GraphMetrics;
}

/** Prepares the operation of an HTTP request, and executes it only when it is valid. */
export function handleOperation(handling: OperationHandling): RouteHandlerMethod {
  const { authenticator, prepare, chooseColumns, sendEventStream, execute, metrics } = handling;
  return async (request, reply) => {
    const accepted = acceptedOf(request);
    // Apollo Server rejects the header only after it has executed the operation.
    if (!accepted.json && !accepted.events) return rejectAccept(reply);
    const { id: requestId, log } = request;
    const operationLog = operationLogOf(request);
    const viewer = await authenticator.authenticate(authorizationOf(request.raw));
    const operationRequest = operationRequestOf(request);
    const preparation =
      operationRequest && prepare(operationRequest, viewer, transportOf(accepted));
    if (preparation && isStreamed(preparation, accepted)) {
      const subscriber = createSubscriber({ viewer, requestId, log, metrics, operationLog });
      return sendEventStream(request, reply, { operation: preparation, subscriber });
    }
    operationLog.kind = preparation?.operation?.operation ?? null;
    const context = createContext(handling, {
      ...{ viewer, caller: callerSignal(reply.raw), requestId, operationLog, log },
      ...(preparation?.kind === 'PREPARED' && {
        readOptions: {
          columns: chooseColumns(preparation.document),
          fromPrimary: preparation.operation.operation === OperationTypeNode.MUTATION,
        },
      }),
    });
    if (preparation?.kind === 'REJECTED') {
      const { document, errors } = preparation;
      if (document) await auditRejected(document, operationRequest?.operationName, context);
      return sendRejection(reply, errors, authenticator);
    }
    // Apollo Server would search for an operation with an empty name.
    if (operationRequest?.operationName === '') {
      request.body = { ...(request.body as object), operationName: null };
    }
    return execute(request, reply, context);
  };
}

interface Accepted {
  readonly json: boolean;
  readonly events: boolean;
}

function acceptedOf({ headers }: FastifyRequest): Accepted {
  const accept = headers.accept?.trim() || '*/*';
  return {
    json: /(?:^|[\s,])(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))\s*(?:[;,]|$)/i.test(
      accept,
    ),
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
function sendRejection(
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
