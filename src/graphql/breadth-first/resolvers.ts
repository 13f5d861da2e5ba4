import {
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../context.js';
import type { Read, ReadsOf } from '../loaded.js';

type Arguments = Readonly<Record<string, unknown>>;
export type Field = GraphQLField<unknown, unknown>;

/** How the values of a field are come by. */
export interface FieldResolver {
  readonly resolve: (parent: unknown, args: Arguments, context: RequestContext) => unknown;
  /** Null: nobody tells beforehand what it loads. */
  readonly reads: ReadsOf<unknown, Arguments> | null;
}

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
    if (resolve === undefined) return [[field, propertyResolver(name)]];
    if (resolve.length > MOST_PARAMETERS) return [];
    const reads = 'reads' in resolve ? (resolve.reads as FieldResolver['reads']) : null;
    return [[field, { resolve: resolve as FieldResolver['resolve'], reads }]];
  });
}

function propertyResolver(name: string): FieldResolver {
  return { resolve: (parent) => (parent as Readonly<Record<string, unknown>>)[name], reads: null };
}

/** @returns what the loaders are to give before the values of these parents are resolved. */
export function readsOf(
  { reads }: FieldResolver,
  parents: readonly unknown[],
  args: Arguments,
  { loaders }: RequestContext,
): Read[] {
  return reads === null ? [] : parents.flatMap((parent) => reads(loaders, parent, args));
}
