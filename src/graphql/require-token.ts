import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { NOBODY } from '../access/viewer.js';
import type { RequestContext } from './context.js';

/** They tell of the schema alone. */
const SCHEMA_FIELDS = ['__typename', '__schema', '__type'];

/**
 * Refuses nobody's requests for data, before anything is read.
 *
 * @param servesSdl whether the SDL is told without a token: the router asks for it on its own behalf.
 */
export function requireToken(servesSdl: boolean): ApolloServerPlugin<RequestContext> {
  const open = new Set(servesSdl ? [...SCHEMA_FIELDS, '_service'] : SCHEMA_FIELDS);
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ contextValue, document, operation }) => {
          const asksForData =
            !operation || rootFields(operation.selectionSet, document).some((it) => !open.has(it));
          return contextValue.viewer === NOBODY && asksForData
            ? Promise.reject(unauthenticated())
            : Promise.resolve();
        },
      }),
  };
}

/** The answer to whoever is not known: over HTTP a 401. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError('A valid token is needed.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

function rootFields({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : fragmentNamed(selection.name.value, document);
    return fragment ? rootFields(fragment.selectionSet, document) : [];
  });
}

function fragmentNamed(name: string, document: DocumentNode): FragmentDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
}
