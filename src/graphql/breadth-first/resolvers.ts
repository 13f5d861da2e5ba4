import {
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../context.js';
import type { LoadingResolver, ReadingList, Show } from '../loaded.js';

type Arguments = Readonly<Record<string, unknown>>;
export type Field = GraphQLField<unknown, unknown>;

/** Prepares the values of a field for all of these parents. To show them never throws. */
export type FieldResolver = (
  parents: readonly unknown[],
  args: Arguments,
  context: RequestContext,
  list: ReadingList,
) => Show<unknown[]>;

/** The resolvers of a schema. None of those that want to know where in the query they are. */
export type FieldResolvers = ReadonlyMap<Field, FieldResolver>;

const MOST_PARAMETERS = 'parent, args, context'.split(',').length;

/** @param schema as it was built: what watches fields wraps their resolvers later. */
export function resolversOf(schema: GraphQLSchema): FieldResolvers {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return new Map(types.flatMap(resolversOfType));
}

function resolversOfType(type: GraphQLObjectType): [Field, FieldResolver][] {
  return Object.values(type.getFields()).flatMap((field: Field): [Field, FieldResolver][] => {
    const { resolve, name } = field;
    if (resolve === undefined) return [[field, readingProperty(name)]];
    if (resolve.length > MOST_PARAMETERS) return [];
    if (isLoading(resolve)) return [[field, loading(resolve)]];
    return [[field, calling(resolve as OrdinaryResolver)]];
  });
}

type OrdinaryResolver = (parent: unknown, args: Arguments, context: RequestContext) => unknown;

function isLoading(resolve: unknown): resolve is LoadingResolver<unknown, Arguments, unknown> {
  return typeof resolve === 'function' && 'prepare' in resolve;
}

function readingProperty(name: string): FieldResolver {
  return (parents) => () =>
    parents.map((parent) => (parent as Readonly<Record<string, unknown>>)[name]);
}

function calling(resolve: OrdinaryResolver): FieldResolver {
  return (parents, args, context) => () =>
    valuesOf(parents, (parent) => resolve(parent, args, context));
}

function loading({ prepare }: LoadingResolver<unknown, Arguments, unknown>): FieldResolver {
  return (parents, args, { loaders }, list) => {
    const prepared = parents.map((parent) => prepare(loaders, parent, args, list));
    return () => valuesOf(prepared, (show) => show());
  };
}

/** @returns the value of each; a rejected promise behind the last where the next throws. */
function valuesOf<Item>(items: readonly Item[], valueOf: (item: Item) => unknown): unknown[] {
  const values: unknown[] = [];
  try {
    for (const item of items) values.push(valueOf(item));
  } catch (error) {
    // Beside promises that may be rejected as well, and that somebody has to wait for.
    values.push(
      Promise.reject(error instanceof Error ? error : new Error('thrown', { cause: error })),
    );
  }
  return values;
}
