import type { ApolloServerPlugin, GraphQLRequestListener, HeaderMap } from '@apollo/server';
import type { RequestContext } from '../context.js';
import { logCauses } from '../error-log.js';
import { serializeError } from '../errors.js';
import { executeCompiled } from './compiled-execution.js';
import type { OperationCompiler } from './compiler.js';
import { withoutErrorsUnderNull } from './errors-under-null.js';

/**
 * What this service adds to Apollo Server's execution: compiled operations, the log of errors, the list budget and the
 * operation's log entry.
 *
 * @param compiler compiles for another copy of the schema than Apollo Server's, whose resolvers a traced request
 *   permanently wraps
 * @param isTraced whether the fields of a request are timed
 */
export function operationPlugin(
  compiler: OperationCompiler,
  isTraced: (headers: HeaderMap | undefined) => boolean,
): ApolloServerPlugin<RequestContext> {
  const listener: GraphQLRequestListener<RequestContext> = {
    responseForOperation: ({ document, operation, request: { http, variables }, contextValue }) =>
      isTraced(http?.headers)
        ? Promise.resolve(null)
        : executeCompiled(compiler, { document, operation, variables }, contextValue),
    executionDidStart: ({ contextValue }) => {
      contextValue.operationLog.executor = 'graphql-js';
      return Promise.resolve();
    },
    didEncounterErrors: ({ errors, contextValue }) => {
      logCauses(errors, contextValue.log);
      return Promise.resolve();
    },
    willSendResponse: ({ contextValue: { listBudget, operationLog }, response: { body } }) => {
      if (body.kind !== 'single') return Promise.resolve();
      const { singleResult: result } = body;
      if (listBudget.isExceeded) {
        body.singleResult = { data: null, errors: [serializeError(listBudget.error())] };
      } else if (result.errors) {
        result.errors = withoutErrorsUnderNull(result.data, result.errors);
      }
      for (const { extensions } of body.singleResult.errors ?? []) {
        operationLog.codes.add(String(extensions?.code));
      }
      return Promise.resolve();
    },
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}
