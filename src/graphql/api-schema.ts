import {
  buildASTSchema,
  specifiedDirectives,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/**
 * The schema as a client sees it: the subgraph's SDL without Federation, which client generators, mocks and diff tools
 * cannot read.
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
