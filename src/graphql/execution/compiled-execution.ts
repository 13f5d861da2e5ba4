import { HeaderMap, type GraphQLResponse } from '@apollo/server';
import {
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type FormattedExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import type { RequestContext } from '../context.js';
import { logCauses } from '../error-log.js';
import { serializeError, publicError } from '../errors.js';
import type { OperationCompiler } from './compiler.js';

type Variables = Readonly<Record<string, unknown>> | undefined;

interface RequestedExecution {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/**
 * Executes a query that is repeated often as a compiled function.
 *
 * @returns null: graphql-js must execute the operation, which is a mutation, not compiled, or has variables that do not
 *   match their types
 */
export async function executeCompiled(
  compiler: OperationCompiler,
  { document, operation, variables }: RequestedExecution,
  context: RequestContext,
): Promise<GraphQLResponse | null> {
  if (operation.operation !== OperationTypeNode.QUERY) return null;
  const compiled = compiler.find(document, operation);
  const singleResult = compiled && (await execute(compiled, variables, context));
  if (singleResult === null) return null;
  context.operationLog.executor = 'compiled';
  return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
}

/**
 * Apollo Server neither logs nor formats the errors of a response that a plugin returns.
 *
 * @returns null when the variables do not match their types: nothing was executed.
 */
async function execute(
  compiled: CompiledQuery,
  variables: Variables,
  context: RequestContext,
): Promise<FormattedExecutionResult | null> {
  try {
    const result = await context.audit.during(async () =>
      compiled.query(undefined, context, variables ?? {}),
    );
    if (!('data' in result)) return null;
    const { data = null, errors } = result;
    if (!errors) return { data };
    logCauses(errors, context.log);
    return { errors: errors.map(serializeError), data };
  } catch (error) {
    // The audit trail could not be written, so nothing that was read may be returned.
    logCauses([new GraphQLError('', { path: [], originalError: error as Error })], context.log);
    const { message, code } = publicError(error);
    return { errors: [{ message, extensions: { code } }], data: null };
  }
}
