import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentNamed } from './fragment-named.js';

const CONDITIONS: readonly string[] = ['skip', 'include'];

/**
 * Returns the error for a subscription whose root field has a condition, which the GraphQL specification forbids since
 * September 2025 (5.2.4.1). GraphQL.js does not check it: its validation throws when the condition is a variable, and
 * its execution throws when no field is left. The document may be invalid.
 */
export function conditionOfSubscription(document: DocumentNode): GraphQLError | null {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation !== OperationTypeNode.SUBSCRIPTION) continue;
    const node = findCondition(definition.selectionSet, document, new Set());
    if (node) {
      const problem = `A subscription must not have \`@${node.name.value}\` at its root field.`;
      return new GraphQLError(problem, { nodes: [node] });
    }
  }
  return null;
}

function findCondition(
  { selections }: SelectionSetNode,
  document: DocumentNode,
  visited: Set<string>,
): DirectiveNode | null {
  for (const selection of selections) {
    const condition = selection.directives?.find(({ name }) => CONDITIONS.includes(name.value));
    if (condition) return condition;
    if (selection.kind === Kind.FIELD) continue;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : unvisitedFragment(selection.name.value, document, visited);
    const inner = fragment && findCondition(fragment.selectionSet, document, visited);
    if (inner) return inner;
  }
  return null;
}

function unvisitedFragment(name: string, document: DocumentNode, visited: Set<string>) {
  if (visited.has(name)) return null;
  visited.add(name);
  return fragmentNamed(name, document) ?? null;
}
