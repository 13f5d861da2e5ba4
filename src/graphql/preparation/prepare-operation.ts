import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Viewer } from '../../access/viewer.js';
import { graphError } from '../errors.js';
import { measureOperation } from '../limits/measure-operation.js';
import { exceededLimit } from '../limits/operation-limits.js';
import { Documents } from './documents.js';
import { variableErrors } from './variables.js';
import { isAuthorized, unauthenticated } from './require-token.js';

/** An operation as a client sent it, over any transport. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may be executed: it is valid, within all limits, and its viewer is authenticated. */
export interface PreparedOperation {
  readonly kind: 'PREPARED';
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface RejectedOperation {
  readonly kind: 'REJECTED';
  readonly errors: readonly GraphQLError[];
  /** Null when the document cannot be parsed. */
  readonly document: DocumentNode | null;
  /** Null when the document has no such operation. */
  readonly operation: OperationDefinitionNode | null;
}

export interface PreparationOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  /** Whether `_service` needs no token: the router requests the SDL on its own behalf. */
  readonly servesSdl: boolean;
}

/** The types of operations that a transport serves, and the error for other types. */
export interface OperationTransport {
  readonly serves: (type: OperationTypeNode) => boolean;
  readonly otherwise: string;
}

export const ANY_OPERATION: OperationTransport = { serves: () => true, otherwise: '' };
export const QUERIES_AND_MUTATIONS: OperationTransport = {
  serves: (type) => type !== OperationTypeNode.SUBSCRIPTION,
  otherwise:
    'Subscriptions are served over WebSocket (graphql-transport-ws) and as server-sent events (`accept: text/event-stream`).',
};
export const SUBSCRIPTIONS: OperationTransport = {
  serves: (type) => type === OperationTypeNode.SUBSCRIPTION,
  otherwise: 'Only subscriptions are served here. Send queries and mutations by HTTP POST.',
};

export type PrepareOperation = (
  request: OperationRequest,
  viewer: Viewer,
  transport: OperationTransport,
) => PreparedOperation | RejectedOperation;

/**
 * Prepares the operations of all transports: parses, validates, authorizes and measures each. It reads nothing and
 * takes time linear in the text, except for validation, which the limits of the document bound.
 */
export function createPreparation(options: PreparationOptions): PrepareOperation {
  const { schema, documents, servesSdl } = options;
  return (request, viewer, transport) => {
    const parsed = documents.parse(request.query);
    if (parsed instanceof GraphQLError) {
      return { kind: 'REJECTED', errors: [parsed], document: null, operation: null };
    }
    const { document } = parsed;
    const operationName = request.operationName || null;
    const variables = request.variables ?? {};
    const operation = getOperationAST(document, operationName) ?? null;
    const errorsOf = (): readonly GraphQLError[] => {
      // Operations that this transport does not serve are rejected before they can cost anything.
      if (operation && !transport.serves(operation.operation)) {
        return [graphError('BAD_USER_INPUT', transport.otherwise)];
      }
      const invalid = parsed.validate();
      if (invalid.length > 0) return invalid;
      if (!isAuthorized(viewer, { document, operation, servesSdl })) return [unauthenticated()];
      if (!operation) return [graphError('BAD_USER_INPUT', unknownOperation(operationName))];
      const excess = exceededLimit(measureOperation({ schema, document, operation, variables }));
      return excess ? [excess] : variableErrors({ schema, document, operation, variables });
    };
    const errors = errorsOf();
    if (operation === null || errors.length > 0) {
      return { kind: 'REJECTED', errors, document, operation };
    }
    return { kind: 'PREPARED', document, operation, operationName, variables };
  };
}

function unknownOperation(name: string | null): string {
  return name === null
    ? 'The document has several operations: `operationName` must name one of them.'
    : 'The document has no operation with the name in `operationName`.';
}
