import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import type { RequestContext } from '../context.js';
import { logCauses } from '../error-log.js';
import { serializeError, publicError } from '../errors.js';
import type { OperationCompiler } from './compiler.js';

/**
 * Executes queries that are repeated often as compiled functions. Apollo Server executes everything else with
 * graphql-js: mutations, traced requests, and variables that do not match their types.
 *
 * @param compiler compiles for its own copy of the schema: a traced request permanently wraps the resolvers of Apollo
 *   Server's
 * @param isTraced whether the fields of a request are timed
 */
export function compiledExecution(
  compiler: OperationCompiler,
  isTraced: (headers: HeaderMap | undefined) => boolean,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async ({ document, request, contextValue: context }) => {
          const operation = getOperationAST(document, request.operationName);
          if (operation?.operation !== OperationTypeNode.QUERY) return null;
          if (isTraced(request.http?.headers)) return null;
          const compiled = compiler.find(document, operation);
          const result = compiled && (await execute(compiled, request.variables, context));
          if (result === null) return null;
          context.operationLog.executor = 'compiled';
          return responseOf(result);
        },
      }),
  };
}

/** @returns null when the variables do not match their types: nothing was executed. */
async function execute(
  compiled: CompiledQuery,
  variables: Readonly<Record<string, unknown>> | undefined,
  context: RequestContext,
): Promise<FormattedExecutionResult | null> {
  try {
    const result = await context.audit.during(async () =>
      compiled.query(undefined, context, variables ?? {}),
    );
    return 'data' in result ? formatResult(result, context) : null;
  } catch (error) {
    // The audit trail could not be written, so nothing that was read may be returned.
    logCauses([new GraphQLError('', { path: [], originalError: error as Error })], context.log);
    const { message, code } = publicError(error);
    return { errors: [{ message, extensions: { code } }], data: null };
  }
}

/** Apollo Server neither logs nor formats the errors of a response that a plugin returns. */
function formatResult(
  { data = null, errors }: ExecutionResult,
  { log }: RequestContext,
): FormattedExecutionResult {
  if (!errors) return { data };
  logCauses(errors, log);
  return { errors: errors.map(serializeError), data };
}

function responseOf(singleResult: FormattedExecutionResult): GraphQLResponse {
  return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } };
}
