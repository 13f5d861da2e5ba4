import type { ApolloServerPlugin } from '@apollo/server';
import {
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isObjectType,
  isUnionType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import type { RequestContext } from './context.js';
import type { LoadingResolver, Read } from './loaded.js';

/** Reads what an operation is going to load. It never rejects. */
export type ReadAhead = (operation: {
  /** Valid, with all its fragments. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}) => Promise<void>;

/** Before the execution, reads ahead for it. */
export function readingAhead(readAhead: ReadAhead): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        executionDidStart: async ({ document, operationName, request, contextValue: context }) => {
          const operation = getOperationAST(document, operationName);
          // Else the execution says that there is no such operation.
          if (!operation) return;
          await readAhead({ document, operation, variables: request.variables ?? {}, context });
        },
      }),
  };
}

type Field = GraphQLField<unknown, unknown>;
type Loading = LoadingResolver<unknown, unknown, unknown>;

/** Values of one type, and what is selected of each. */
interface Group {
  readonly type: GraphQLObjectType;
  readonly values: readonly unknown[];
  readonly selections: readonly SelectionSetNode[];
}

/** One field of a group. Its values are there once what it reads is. */
interface GroupField {
  readonly type: GraphQLNamedType;
  readonly nodes: readonly FieldNode[];
  readonly reads: readonly Read[];
  readonly values: () => readonly unknown[];
}

/**
 * Reads queries ahead, level by level, and on each level all that one loader is to give at once. Then resolvers find
 * it there and need no promises, which are most of what a wide answer costs.
 *
 * It asks the resolvers themselves and the same loaders, so it passes the same fences and decides nothing. What it does
 * not know of, or what fails, is left to the execution.
 *
 * @param schema as it was built: what watches fields wraps their resolvers later.
 */
export function createReadAhead(schema: GraphQLSchema): ReadAhead {
  const resolvers = findResolvers(schema);
  return async ({ document, operation, variables, context }) => {
    const query = schema.getQueryType();
    if (operation.operation !== OperationTypeNode.QUERY || !query) return;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    if (!coerced) return;
    const walk = new Walk(schema, resolvers, fragmentsOf(document), coerced, context);
    const selections = [operation.selectionSet];
    let level: readonly Group[] = [{ type: query, values: [undefined], selections }];
    try {
      while (level.length > 0) level = await walk.readLevel(level);
    } catch {
      // The execution meets the same and tells of it.
    }
  };
}

/** Of each field that loads something its resolver; null for those that are read from the value, under their name. */
function findResolvers(schema: GraphQLSchema): Map<Field, Loading | null> {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()));
  return new Map(
    fields.flatMap((field): [Field, Loading | null][] => {
      if (field.resolve === undefined) return [[field, null]];
      return 'reads' in field.resolve ? [[field, field.resolve as Loading]] : [];
    }),
  );
}

type Fragments = Record<string, FragmentDefinitionNode>;

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The walk through one operation. */
class Walk {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly resolvers: ReadonlyMap<Field, Loading | null>,
    private readonly fragments: Fragments,
    private readonly variables: Record<string, unknown>,
    private readonly context: RequestContext,
  ) {}

  /** @returns the next level: the values of the fields of this one. */
  async readLevel(level: readonly Group[]): Promise<readonly Group[]> {
    const fields = level.flatMap((group) => this.fieldsOf(group));
    const ids = new Map<Read['from'], Set<string>>();
    for (const { from, id } of fields.flatMap(({ reads }) => reads)) {
      ids.set(from, (ids.get(from) ?? new Set()).add(id));
    }
    await Promise.all(Array.from(ids, ([loader, wanted]) => loader.readAhead(wanted)));
    return fields.flatMap((field) => this.groupsOf(field));
  }

  private fieldsOf({ type, values, selections }: Group): GroupField[] {
    const fields = selections.flatMap((selection) => [
      ...collectFields(this.schema, this.fragments, this.variables, type, selection).values(),
    ]);
    return fields.flatMap((nodes) => this.fieldOf(type, values, nodes) ?? []);
  }

  /** Null for fields that lead no further, and for those that nothing is known of. */
  private fieldOf(
    parentType: GraphQLObjectType,
    parents: readonly unknown[],
    nodes: readonly FieldNode[],
  ): GroupField | null {
    const [node] = nodes;
    const field: Field | undefined = node?.selectionSet && parentType.getFields()[node.name.value];
    const resolver = field && this.resolvers.get(field);
    if (!node || !field || resolver === undefined) return null;
    const type = getNamedType(field.type);
    if (resolver === null) {
      const values = parents.map((parent) => (parent as Record<string, unknown>)[field.name]);
      return { type, nodes, reads: [], values: () => values };
    }
    const args = getArgumentValues(field, node, this.variables);
    const readsOf = parents.map((parent) => resolver.reads(this.context.loaders, parent, args));
    return {
      type,
      nodes,
      reads: readsOf.flat(),
      values: () =>
        parents
          .filter((_parent, index) => readsOf[index]?.every(({ from, id }) => from.has(id)))
          .map((parent) => resolver(parent, args, this.context)),
    };
  }

  private groupsOf({ type, nodes, values }: GroupField): Group[] {
    const byType = new Map<string, unknown[]>();
    for (const value of values().flat()) {
      if (value == null) continue;
      const name = isUnionType(type) ? typeOf(value, type) : type.name;
      const others = byType.get(name);
      if (others) others.push(value);
      else byType.set(name, [value]);
    }
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return Array.from(byType).flatMap(([name, objects]) => {
      const objectType = this.schema.getType(name);
      return isObjectType(objectType) ? [{ type: objectType, values: objects, selections }] : [];
    });
  }
}

/** The only union is that of the entities, which tells a value's type by the value alone. */
function typeOf(value: unknown, { resolveType }: GraphQLUnionType): string {
  return (resolveType as ((value: unknown) => string) | undefined)?.(value) ?? '';
}
