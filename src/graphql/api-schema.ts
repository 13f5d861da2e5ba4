import {
  buildASTSchema,
  specifiedDirectives,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/**
 * The schema for clients: the subgraph's SDL without Federation, which client generators, mocks and diff tools cannot
 * parse.
 */
export function apiSchema(subgraphSdl: DocumentNode): GraphQLSchema {
  return buildASTSchema(
    visit(subgraphSdl, {
      SchemaExtension: () => null,
      Directive: ({ name }) =>
        specifiedDirectives.some((directive) => directive.name === name.value) ? undefined : null,
    }),
  );
}
