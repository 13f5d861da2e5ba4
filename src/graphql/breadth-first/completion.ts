import {
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

/** What a response shows of one object, by its response names. */
export type ResponseObject = Record<string, unknown>;

/** Objects of one type, and what the response shows of each: empty at first. */
export interface Objects {
  readonly type: GraphQLObjectType;
  readonly values: unknown[];
  readonly shown: ResponseObject[];
}

/** Something is wrong, or out of the ordinary: graphql-js executes the whole query, and tells. */
export class NotCovered extends Error {}

/**
 * Completes the values of a field as the specification of GraphQL says (6.4.3), all that belong to one field at once.
 *
 * @param values nothing that is still awaited
 * @param found is given the objects among them
 * @returns what the response shows of each
 * @throws NotCovered, or whatever refuses to serialize a value
 */
export function complete(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  values: readonly unknown[],
  found: Objects[],
): unknown[] {
  if (isNonNullType(type)) {
    const shown = complete(schema, type.ofType, values, found);
    if (shown.includes(null)) throw new NotCovered('a value is missing');
    return shown;
  }
  if (isListType(type)) return completeLists(schema, type.ofType, values, found);
  if (isLeafType(type)) return completeLeaves(type, values);
  return completeObjects(values, typeOf(schema, type), found);
}

function completeLists(
  schema: GraphQLSchema,
  itemType: GraphQLOutputType,
  lists: readonly unknown[],
  found: Objects[],
): unknown[] {
  const items: unknown[] = [];
  const ends = lists.map((list) => {
    if (list == null) return null;
    for (const item of itemsOf(list)) items.push(item);
    return items.length;
  });
  const shown = complete(schema, itemType, items, found);
  let start = 0;
  return ends.map((end) => (end === null ? null : shown.slice(start, (start = end))));
}

function itemsOf(list: unknown): readonly unknown[] {
  if (!Array.isArray(list)) throw new NotCovered('a list is no array');
  return list;
}

function completeLeaves(type: GraphQLLeafType, values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    if (value == null) return null;
    const shown: unknown = type.serialize(value);
    if (shown == null) throw new NotCovered('a value shows nothing');
    return shown;
  });
}

function completeObjects(
  values: readonly unknown[],
  typeOfValue: (value: object) => GraphQLObjectType,
  found: Objects[],
): unknown[] {
  const byType = new Map<GraphQLObjectType, Objects>();
  let objects: Objects | undefined;
  return values.map((value) => {
    if (value == null) return null;
    if (!isPlain(value)) throw new NotCovered('a value is no object');
    const type = typeOfValue(value);
    if (objects?.type !== type) objects = objectsOf(type, byType, found);
    const shown: ResponseObject = {};
    objects.values.push(value);
    objects.shown.push(shown);
    return shown;
  });
}

function objectsOf(
  type: GraphQLObjectType,
  byType: Map<GraphQLObjectType, Objects>,
  found: Objects[],
): Objects {
  const known = byType.get(type);
  if (known) return known;
  const objects: Objects = { type, values: [], shown: [] };
  byType.set(type, objects);
  found.push(objects);
  return objects;
}

/** Errors stand for what failed, and promises for what nobody waited for. */
function isPlain(value: unknown): value is object {
  return typeof value === 'object' && !(value instanceof Error) && !(value instanceof Promise);
}

/** The only abstract type is the union of the entities, which tells a value's type by the value alone. */
function typeOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType | GraphQLAbstractType,
): (value: object) => GraphQLObjectType {
  if (!isAbstractType(type)) return () => type;
  const nameOf = type.resolveType as ((value: object) => string) | undefined;
  const possible = new Map(schema.getPossibleTypes(type).map((it) => [it.name, it]));
  return (value) => {
    const found = possible.get(nameOf?.(value) ?? '');
    if (!found) throw new NotCovered('a value is of no type that can be');
    return found;
  };
}
