import { Kind, type DocumentNode, type FragmentDefinitionNode } from 'graphql';

export function fragmentNamed(
  name: string,
  document: DocumentNode,
): FragmentDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
}
