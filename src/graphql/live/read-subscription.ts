import {
  getOperationAST,
  parse,
  validate,
  GraphQLError,
  OperationTypeNode,
  type ExecutionArgs,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { noteRefused } from '../audited-mutations.js';
import { graphError } from '../errors.js';
import { exceededLimit } from '../limits/query-limits.js';
import type { LiveScope } from './subscribe-live.js';

const MAX_TOKENS = 1_000;
const MAX_VALIDATION_ERRORS = 5;

/**
 * What is to be subscribed to, or what is wrong with it. Queries and mutations belong to HTTP, with its limits; a
 * mutation that is refused is noted in the audit trail.
 */
export async function readSubscription(
  schema: GraphQLSchema,
  request: SubscribePayload,
  scope: LiveScope,
): Promise<ExecutionArgs | GraphQLError[]> {
  const { query, operationName = null, variables = null } = request;
  const document = parseLimited(query);
  if (document instanceof GraphQLError) return [document];
  const problems = problemsOf(schema, document, request);
  if (problems.length > 0) {
    await noteRefused(document, operationName, scope.createContext());
    return problems;
  }
  return { schema, document, operationName, variableValues: variables, contextValue: scope };
}

function problemsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: SubscribePayload,
): GraphQLError[] {
  const problems = validate(schema, document, undefined, {
    maxErrors: MAX_VALIDATION_ERRORS,
    hideSuggestions: true,
  });
  if (problems.length > 0) {
    return problems.map(({ message }) => graphError('GRAPHQL_VALIDATION_FAILED', message));
  }
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
    return [graphError('BAD_USER_INPUT', 'Only subscriptions are served over WebSocket.')];
  }
  const excess = exceededLimit({ schema, document, operation, variables: variables ?? {} });
  return excess ? [excess] : [];
}

function parseLimited(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    return graphError('GRAPHQL_PARSE_FAILED', error instanceof Error ? error.message : '');
  }
}
