import {
  getArgumentValues,
  getVariableValues,
  GraphQLNonNull,
  GraphQLString,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { RequestContext } from '../context.js';
import { ReadingList, type Show } from '../loaded.js';
import { complete, NotCovered, type Objects, type ResponseObject } from './completion.js';
import { resolversOf, type FieldResolvers } from './resolvers.js';

/** A valid query, with all its fragments. */
export interface Query {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** Objects, and what is selected of them: the nodes of each response name. */
interface Level extends Objects {
  readonly selected: ReadonlyMap<string, readonly FieldNode[]>;
}

/** One field of many objects. */
interface LevelField {
  readonly responseName: string;
  readonly type: GraphQLOutputType;
  readonly nodes: readonly FieldNode[];
  /** Gives a value or a promise for each object. */
  readonly values: Show<unknown[]>;
  /** Whether something is to be read before. */
  readonly reads: boolean;
  readonly shown: readonly ResponseObject[];
}

/**
 * Executes queries level by level, each field once for all objects of a level, where graphql-js goes through the fields
 * of one object after another. So all that one loader is to give for a level is read at once, and what is there needs
 * neither promises nor a path of its own: these are most of what a wide answer costs.
 *
 * It asks the same resolvers and loaders, so it passes the same fences and decides nothing.
 *
 * @param schema as it was built
 * @returns the data; null where anything is wrong or out of the ordinary, for graphql-js to execute the query and tell.
 *   What was loaded is loaded for it too.
 */
export function breadthFirst(
  schema: GraphQLSchema,
): (query: Query) => Promise<ResponseObject | null> {
  const resolvers = resolversOf(schema);
  return async ({ document, operation, variables, context }) => {
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    if (!coerced) return null;
    const execution = new Execution(schema, resolvers, fragmentsOf(document), coerced, context);
    return execution.execute(operation).catch(() => null);
  };
}

type Fragments = Record<string, FragmentDefinitionNode>;

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

const NO_ARGUMENTS: Readonly<Record<string, unknown>> = {};
const TYPE_NAME = new GraphQLNonNull(GraphQLString);

/** The execution of one query. */
class Execution {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly resolvers: FieldResolvers,
    private readonly fragments: Fragments,
    private readonly variables: Record<string, unknown>,
    private readonly context: RequestContext,
  ) {}

  async execute({ selectionSet }: OperationDefinitionNode): Promise<ResponseObject> {
    const { schema, fragments, variables } = this;
    const type = schema.getQueryType();
    if (!type) throw new NotCovered('there are no queries');
    const selected = collectFields(schema, fragments, variables, type, selectionSet);
    const data: ResponseObject = {};
    await this.fill([{ type, values: [undefined], shown: [data], selected }]);
    return data;
  }

  /** Fills in what is selected of these objects, and of all below them. */
  private async fill(levels: readonly Level[]): Promise<void> {
    const awaited: Promise<void>[] = [];
    let level = levels;
    while (level.length > 0) {
      const next: Level[] = [];
      const fillIn = (field: LevelField) => {
        const values = field.values();
        if (values.some(isAwaited)) awaited.push(this.fillLater(field, values));
        else next.push(...this.show(field, values));
      };
      const list = new ReadingList();
      const fields = level.flatMap((objects) => this.fieldsOf(objects, list));
      const reading = fields.filter(({ reads }) => reads);
      // What takes its time begins while others are read.
      for (const field of fields) {
        if (field.reads) reserve(field);
        else fillIn(field);
      }
      if (reading.length > 0) await list.read();
      reading.forEach(fillIn);
      level = next;
    }
    await Promise.all(awaited);
  }

  /** What nobody told of beforehand takes its time, and holds up nothing but what is below it. */
  private fillLater(field: LevelField, values: readonly unknown[]): Promise<void> {
    reserve(field);
    const filled = Promise.all(values.map(settle)).then((settled) =>
      this.fill(this.show(field, settled)),
    );
    // Another field may end the execution before anybody waits for this one.
    filled.catch(() => undefined);
    return filled;
  }

  private fieldsOf(
    { type, values: parents, shown, selected }: Level,
    list: ReadingList,
  ): LevelField[] {
    return Array.from(selected, ([responseName, nodes]) => {
      const [node] = nodes;
      // It would be taken for the prototype.
      if (!node || responseName === '__proto__') throw new NotCovered('a name of its own');
      if (node.name.value === '__typename') {
        const values = () => parents.map(() => type.name);
        return { responseName, type: TYPE_NAME, nodes, values, reads: false, shown };
      }
      const field = type.getFields()[node.name.value];
      const resolver = field && this.resolvers.get(field);
      if (!resolver) throw new NotCovered('the field of another resolver');
      const args =
        field.args.length > 0 ? getArgumentValues(field, node, this.variables) : NO_ARGUMENTS;
      const before = list.length;
      const values = resolver(parents, args, this.context, list);
      const reads = list.length > before;
      return { responseName, type: field.type, nodes, values, reads, shown };
    });
  }

  /** @returns the level below. */
  private show({ responseName, type, nodes, shown }: LevelField, values: readonly unknown[]) {
    const found: Objects[] = [];
    const completed = complete(this.schema, type, values, found);
    shown.forEach((object, index) => (object[responseName] = completed[index]));
    return found.map((objects): Level => {
      const { schema, fragments, variables } = this;
      const selected = collectSubfields(schema, fragments, variables, objects.type, nodes);
      return { ...objects, selected };
    });
  }
}

/** Fields are shown in the order of the query, whichever is there first. */
function reserve({ shown, responseName }: LevelField): void {
  for (const object of shown) object[responseName] = null;
}

/** Whether it is a promise, or a list with one. */
function isAwaited(value: unknown): boolean {
  return value instanceof Promise || (Array.isArray(value) && value.some(isAwaited));
}

async function settle(value: unknown): Promise<unknown> {
  const settled = await value;
  return Array.isArray(settled) && settled.some(isAwaited)
    ? Promise.all(settled.map(settle))
    : settled;
}
