import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.js';
import { createLoaders } from './loaders.js';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/**
 * Gives every mutation field of a schema loaders of its own. The fields of one operation are executed one after the other, so
 * that what an earlier field loaded can be out of date by the next.
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
