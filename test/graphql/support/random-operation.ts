import fc, { type GeneratorValue } from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Valid and invalid values for arguments, by name. Each value must match the argument's type. */
export type ArgumentValues = Readonly<Record<string, readonly unknown[]>>;

const DEEPEST = 5;
const MOST_FIELDS = 4;

export interface RandomOperationOptions {
  readonly schema: GraphQLSchema;
  readonly values: ArgumentValues;
  /** Fields that the operation never selects, as `Type.field`. */
  readonly omitted: ReadonlySet<string>;
  /** Whether the operation may contain `@skip` and `@include`. */
  readonly directives: boolean;
}

/** Creates a valid query of the schema: aliases, inline and named fragments, directives, literals and variables. */
export function randomOperation(
  options: RandomOperationOptions,
  random: GeneratorValue,
): RandomOperation {
  return new Writer(options, random).write();
}

class Writer {
  private readonly definitions: string[] = [];
  private readonly variables: Record<string, unknown> = {};
  private readonly fragments: string[] = [];
  private names = 0;

  constructor(
    private readonly options: RandomOperationOptions,
    private readonly random: GeneratorValue,
  ) {}

  write(): RandomOperation {
    const query = this.options.schema.getQueryType();
    if (!query) throw new Error('the schema has no queries');
    const selection = this.selectionOf(query, 0);
    const head = this.definitions.length === 0 ? 'query' : `query(${this.definitions.join(' ')})`;
    return {
      query: [`${head} ${selection}`, ...this.fragments].join('\n'),
      variables: this.variables,
    };
  }

  private selectionOf(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.upTo(MOST_FIELDS - 1) }, () =>
      this.partOf(type, depth),
    );
    return `{ ${parts.join(' ')} }`;
  }

  private partOf(type: GraphQLCompositeType, depth: number): string {
    if (!isObjectType(type)) {
      return this.fragmentOn(this.oneOf(this.options.schema.getPossibleTypes(type)), depth);
    }
    return this.chance(4) ? this.fragmentOn(type, depth) : this.fieldOf(type, depth);
  }

  private fragmentOn(type: GraphQLObjectType, depth: number): string {
    const directive = this.directive();
    const selection = `{ ${this.fieldOf(type, depth)} ${this.fieldOf(type, depth)} }`;
    if (this.chance(2)) return `... on ${type.name} ${directive} ${selection}`;
    const name = this.newName('F');
    this.fragments.push(`fragment ${name} on ${type.name} ${selection}`);
    return `...${name} ${directive}`;
  }

  private fieldOf(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        !this.options.omitted.has(`${type.name}.${field.name}`) &&
        (depth < DEEPEST || !isCompositeType(getNamedType(field.type))),
    );
    if (fields.length === 0) return '__typename';
    const field = this.oneOf(fields);
    const args = field.args.flatMap((argument) => this.argumentOf(argument));
    // Fields with the same response name but different arguments cannot be merged.
    const alias = args.length > 0 || this.chance(3) ? `${this.newName('a')}: ` : '';
    const written = args.length === 0 ? '' : `(${args.join(', ')})`;
    return `${alias}${field.name}${written} ${this.directive()} ${this.childrenOf(field, depth)}`;
  }

  private childrenOf(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    return isCompositeType(type) ? this.selectionOf(type, depth + 1) : '';
  }

  private argumentOf(argument: GraphQLArgument): string[] {
    const values = this.options.values[argument.name] ?? [];
    if (values.length === 0 || (!isRequiredArgument(argument) && this.chance(2))) return [];
    const value = this.oneOf(values);
    const isLiteral = typeof value !== 'object' && !isEnumType(getNamedType(argument.type));
    if (isLiteral && this.chance(2)) return [`${argument.name}: ${JSON.stringify(value)}`];
    const name = this.newName('v');
    this.definitions.push(`$${name}: ${argument.type.toString()}`);
    this.variables[name] = value;
    return [`${argument.name}: $${name}`];
  }

  private directive(): string {
    if (!this.options.directives || !this.chance(5)) return '';
    const kind = this.oneOf(['skip', 'include']);
    const value = this.chance(2);
    if (this.chance(2)) return `@${kind}(if: ${value})`;
    const name = this.newName('if');
    this.definitions.push(`$${name}: Boolean!`);
    this.variables[name] = value;
    return `@${kind}(if: $${name})`;
  }

  private newName(prefix: string): string {
    return `${prefix}${this.names++}`;
  }

  private oneOf<T>(items: readonly T[]): T {
    return items[this.upTo(items.length - 1)] as T;
  }

  /** True with a probability of one in the given number. */
  private chance(times: number): boolean {
    return this.upTo(times - 1) === 0;
  }

  private upTo(most: number): number {
    return this.random(fc.nat, most);
  }
}
