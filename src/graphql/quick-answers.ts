import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { getOperationAST, OperationTypeNode, type GraphQLSchema } from 'graphql';
import { askedFieldsOf } from './asked-fields.js';
import { breadthFirst } from './breadth-first/execution.js';
import type { RequestContext } from './context.js';

/** Answers queries the quick way, and leaves all that has none to the execution. */
export function quickAnswers(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  const execute = breadthFirst(schema);
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async ({ document, request, contextValue: context }) => {
          // None where no operation has the name that was asked for, of which the execution tells.
          const operation = getOperationAST(document, request.operationName);
          if (operation?.operation !== OperationTypeNode.QUERY) return null;
          const variables = request.variables ?? {};
          context.asked.fields = askedFieldsOf(document);
          const data = await context.audit
            .meanwhile(() => execute({ document, operation, variables, context }))
            .catch(() => {
              // These hold what was not noted.
              context.loaders = context.emptyLoaders();
              return null;
            });
          return (
            data && {
              http: { headers: new HeaderMap() },
              body: { kind: 'single', singleResult: { data } },
            }
          );
        },
      }),
  };
}
