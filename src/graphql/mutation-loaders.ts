import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.js';
import { createLoaders } from './loaders.js';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/**
 * Gives every mutation field of a schema its own loaders. The fields of one operation are executed one after the other,
 * so rows that an earlier field loaded can be outdated for the next.
 */
export function renewLoaders(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    field.resolve = withNewLoaders(field.resolve ?? defaultFieldResolver);
  }
  return schema;
}

function withNewLoaders(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    context.loaders = createLoaders(context.reads);
    return resolve(source, args, context, info);
  };
}
