import {
  TypeInfo,
  ValidationContext,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableNode,
} from 'graphql';

/** A place in a document whose value is a variable. */
export interface VariableUsage {
  readonly variable: VariableNode;
  /** The type that the place requires. */
  readonly type: GraphQLInputType | undefined;
  /** The name of the argument whose value, or a part of it, is the variable. */
  readonly argument: string | undefined;
  /** The directive that has the argument; undefined for an argument of a field. */
  readonly directive: string | undefined;
}

const known = new WeakMap<OperationDefinitionNode, readonly VariableUsage[]>();

/**
 * Returns all usages in the operation and in the fragments that it spreads. Documents are cached, so each is visited
 * once.
 */
export function usagesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly VariableUsage[] {
  const cached = known.get(operation);
  if (cached) return cached;
  const context = new ValidationContext(schema, document, new TypeInfo(schema), () => undefined);
  const definitions = [operation, ...context.getRecursivelyReferencedFragments(operation)];
  const usages: VariableUsage[] = [];
  for (const definition of definitions) {
    const types = new TypeInfo(schema);
    visit(
      definition,
      visitWithTypeInfo(types, {
        VariableDefinition: () => false,
        Variable: (variable) => {
          usages.push({
            variable,
            type: types.getInputType() ?? undefined,
            argument: types.getArgument()?.name,
            directive: types.getDirective()?.name,
          });
        },
      }),
    );
  }
  known.set(operation, usages);
  return usages;
}
