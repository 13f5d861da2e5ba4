import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import {
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  TYPICAL_LIST_SIZES,
  UNKNOWN_LIST_SIZE,
} from './list-sizes.js';

/** The size of an operation, measured before any of its fields is resolved. */
export interface OperationMeasure {
  /** The longest chain of nested fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** The largest number of fields with one response name in one selection set. */
  readonly repeats: number;
  /** The number of fields, inline fragments and spreads; those of a fragment count once for each of its spreads. */
  readonly selections: number;
  /** The number of representations of all `_entities` fields. */
  readonly representations: number;
  /**
   * The number of list items in a response of typical size: for each list, the product of the sizes of all lists on its
   * path.
   */
  readonly cost: number;
  /** The number of field values in a response of typical size. */
  readonly values: number;
}

export interface MeasuredOperation {
  readonly schema: GraphQLSchema;
  /** May be invalid: an unknown field has a size of one, an unknown or cyclic fragment a size of zero. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The variables as the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Measures an operation in time linear in its text: each fragment is measured once, however often it is spread. */
export function measureOperation(measured: MeasuredOperation): OperationMeasure {
  const { schema, operation } = measured;
  const rootType = schema.getRootType(operation.operation) ?? undefined;
  const selected = new Measurement(measured).ofSelections(operation.selectionSet, rootType);
  return { ...selected, directives: selected.directives + directivesOf(operation) };
}

const NOTHING: OperationMeasure = {
  depth: 0,
  aliases: 0,
  directives: 0,
  repeats: 0,
  selections: 0,
  representations: 0,
  cost: 0,
  values: 0,
};

type Field = GraphQLField<unknown, unknown>;

interface FieldList {
  readonly size: number;
  /** 1 where the list itself has items; 0 for a connection, whose lists contain them. */
  readonly items: 0 | 1;
}

class Measurement {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measures = new Map<FragmentDefinitionNode, OperationMeasure>();

  constructor(private readonly measured: MeasuredOperation) {
    this.fragments = new Map(
      measured.document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
  }

  ofSelections(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
  ): OperationMeasure {
    const names = new Map<string, number>();
    let total = NOTHING;
    let repeats = 0;
    for (const selection of selections) {
      total = sum(total, this.ofSelection(selection, type));
      if (selection.kind !== Kind.FIELD) continue;
      const name = (selection.alias ?? selection.name).value;
      const count = (names.get(name) ?? 0) + 1;
      names.set(name, count);
      repeats = Math.max(repeats, count);
    }
    return { ...total, repeats: Math.max(total.repeats, repeats) };
  }

  private ofSelection(
    selection: SelectionNode,
    type: GraphQLNamedType | undefined,
  ): OperationMeasure {
    const inner = this.ofInner(selection, type);
    return {
      ...inner,
      selections: inner.selections + 1,
      directives: inner.directives + directivesOf(selection),
    };
  }

  private ofInner(selection: SelectionNode, type: GraphQLNamedType | undefined): OperationMeasure {
    if (selection.kind === Kind.FIELD) return this.ofField(selection, type);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = this.fragments.get(selection.name.value);
      return fragment ? this.ofFragment(fragment) : NOTHING;
    }
    const { typeCondition, selectionSet } = selection;
    const innerType = typeCondition ? this.typeNamed(typeCondition.name.value) : type;
    return this.ofSelections(selectionSet, innerType);
  }

  private ofFragment(fragment: FragmentDefinitionNode): OperationMeasure {
    const known = this.measures.get(fragment);
    if (known) return known;
    // For a spread within the fragment itself, which validation rejects.
    this.measures.set(fragment, NOTHING);
    const type = this.typeNamed(fragment.typeCondition.name.value);
    const measure = this.ofSelections(fragment.selectionSet, type);
    this.measures.set(fragment, measure);
    return measure;
  }

  private ofField(field: FieldNode, type: GraphQLNamedType | undefined): OperationMeasure {
    const definition =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
    const representations = definition ? this.representationsOf(field) : 0;
    const list = type && definition && this.listOf(type.name, field, definition);
    const inner = field.selectionSet
      ? this.ofSelections(field.selectionSet, definition && getNamedType(definition.type))
      : NOTHING;
    return {
      ...inner,
      depth: inner.depth + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      representations: inner.representations + representations,
      cost: list ? list.size * Math.max(1, list.items + inner.cost) : inner.cost,
      values: 1 + (list?.size ?? 1) * inner.values,
    };
  }

  /** Returns the list that a field returns, or the list of the connection that it returns. */
  private listOf(typeName: string, field: FieldNode, definition: Field): FieldList | undefined {
    const isPaged = definition.args.some(({ name }) => name === 'first');
    if (definition.name === '_entities') return { size: this.representationsOf(field), items: 1 };
    if (!isListType(getNullableType(definition.type))) {
      return isPaged ? { size: this.pageSizeOf(field, DEFAULT_PAGE_SIZE), items: 0 } : undefined;
    }
    const typical = TYPICAL_LIST_SIZES[`${typeName}.${definition.name}`] ?? UNKNOWN_LIST_SIZE;
    return { size: isPaged ? this.pageSizeOf(field, typical) : typical, items: 1 };
  }

  /** A page beyond the largest is rejected by its resolver, whose error names the allowed range. */
  private pageSizeOf(field: FieldNode, byDefault: number): number {
    const first = this.argument('first', field);
    return Math.min(typeof first === 'number' ? first : byDefault, MAX_PAGE_SIZE);
  }

  private representationsOf(field: FieldNode): number {
    if (field.name.value !== '_entities') return 0;
    const representations = this.argument('representations', field);
    return Array.isArray(representations) ? representations.length : 1;
  }

  private argument(name: string, field: FieldNode): unknown {
    const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.VARIABLE) return this.variable(value.name.value);
    return value && valueFromASTUntyped(value);
  }

  private variable(name: string): unknown {
    const { operation, variables } = this.measured;
    const value = variables[name];
    if (value !== undefined) return value;
    const definition = operation.variableDefinitions?.find(
      ({ variable }) => variable.name.value === name,
    );
    return definition?.defaultValue && valueFromASTUntyped(definition.defaultValue);
  }

  private typeNamed(name: string): GraphQLNamedType | undefined {
    return this.measured.schema.getType(name);
  }
}

function directivesOf(node: SelectionNode | OperationDefinitionNode): number {
  return node.directives?.length ?? 0;
}

function sum(one: OperationMeasure, other: OperationMeasure): OperationMeasure {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    repeats: Math.max(one.repeats, other.repeats),
    selections: one.selections + other.selections,
    representations: one.representations + other.representations,
    cost: one.cost + other.cost,
    values: one.values + other.values,
  };
}
