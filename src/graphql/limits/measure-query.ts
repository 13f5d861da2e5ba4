import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isInterfaceType,
  Kind,
  valueFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How much a query asks for, told before anything is read for it. */
export interface QueryMeasure {
  /** Fields within fields. */
  depth: number;
  aliases: number;
  directives: number;
  /** The most fields of one name in one selection set. */
  repeats: number;
  /** Over all `_entities`. */
  representations: number;
  /** Over all fields, how often each can be answered: the product of the pages and representations around it. */
  cost: number;
}

export interface MeasuredOperation {
  readonly schema: GraphQLSchema;
  /** Valid: fragments exist and do not contain themselves. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the schema reads them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @param enough ends the measuring as soon as it is true: fragments can multiply without bounds. */
export function measureQuery(
  measured: MeasuredOperation,
  enough: (measure: QueryMeasure) => boolean,
): QueryMeasure {
  const walk = new Walk(measured, enough);
  walk.measureOperation();
  return walk.measure;
}

/** Where a field stands. */
interface Place {
  readonly type: GraphQLCompositeType | undefined;
  readonly depth: number;
  readonly factor: number;
}

class Walk {
  readonly measure: QueryMeasure = {
    depth: 0,
    aliases: 0,
    directives: 0,
    repeats: 0,
    representations: 0,
    cost: 0,
  };
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly measured: MeasuredOperation,
    private readonly enough: (measure: QueryMeasure) => boolean,
  ) {
    this.fragments = new Map(
      measured.document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
  }

  measureOperation(): void {
    const { schema, operation } = this.measured;
    this.measure.directives += operation.directives?.length ?? 0;
    const type = schema.getRootType(operation.operation) ?? undefined;
    this.measureSelections(operation.selectionSet, { type, depth: 1, factor: 1 });
  }

  private measureSelections({ selections }: SelectionSetNode, place: Place): void {
    const counts = new Map<string, number>();
    for (const selection of selections) {
      if (this.enough(this.measure)) return;
      this.measure.directives += selection.directives?.length ?? 0;
      this.measureSelection(selection, place);
      if (selection.kind !== Kind.FIELD) continue;
      const name = selection.alias?.value ?? selection.name.value;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    this.measure.repeats = Math.max(this.measure.repeats, ...counts.values());
  }

  private measureSelection(selection: SelectionNode, place: Place): void {
    if (selection.kind === Kind.FIELD) {
      this.measureField(selection, place);
      return;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : this.fragments.get(selection.name.value);
    if (!fragment) return;
    const type = fragment.typeCondition
      ? this.compositeType(fragment.typeCondition.name.value)
      : place.type;
    this.measureSelections(fragment.selectionSet, { ...place, type });
  }

  private measureField(field: FieldNode, { type, depth, factor }: Place): void {
    this.measure.depth = Math.max(this.measure.depth, depth);
    this.measure.aliases += field.alias === undefined ? 0 : 1;
    this.measure.cost += factor;
    if (!field.selectionSet) return;
    const definition =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
    const representations = this.argument('representations', field, definition);
    const first = this.argument('first', field, definition);
    const represented = Array.isArray(representations) ? representations.length : 0;
    this.measure.representations += represented;
    const size = Math.max(1, represented, typeof first === 'number' ? first : 1);
    this.measureSelections(field.selectionSet, {
      type: definition && this.compositeType(getNamedType(definition.type).name),
      depth: depth + 1,
      factor: factor * size,
    });
  }

  private argument(
    name: string,
    field: FieldNode,
    definition: GraphQLField<unknown, unknown> | undefined,
  ): unknown {
    const known = definition?.args.find((argument) => argument.name === name);
    const given = field.arguments?.find((argument) => argument.name.value === name);
    if (!known || !given) return known?.defaultValue;
    return valueFromAST(given.value, known.type, this.measured.variables);
  }

  private compositeType(name: string): GraphQLCompositeType | undefined {
    const type = this.measured.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}
