import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { RequestContext } from './context.js';

/** What a mutation answers with is read where the mutation wrote it. */
export const readOwnWrites: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ contextValue, operation }) => {
        if (operation?.operation === OperationTypeNode.MUTATION) {
          contextValue.loaders = contextValue.freshLoaders();
        }
        return Promise.resolve();
      },
    }),
};
