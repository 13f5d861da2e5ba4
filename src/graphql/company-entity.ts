import {
  specifiedScalarTypes,
  visit,
  type DocumentNode,
  type NameNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { ConfigError, type CompanyEntity } from '../config/config.js';

/** The names in `schema/*.graphql`. */
export const OUR_NAMES: CompanyEntity = { type: 'User', key: 'id' };

/**
 * Returns the SDL with the company's own names of the user entity and its key, e.g. `Patient` and `patientId`.
 *
 * @throws ConfigError when the graph uses a name for something else.
 */
export function nameCompanyEntity(sdl: DocumentNode, names: CompanyEntity): DocumentNode {
  rejectTakenType(sdl, names.type);
  return visit(sdl, {
    NamedType: (node) =>
      node.name.value === OUR_NAMES.type
        ? { ...node, name: named(node.name, names.type) }
        : undefined,
    ObjectTypeDefinition: (node) =>
      node.name.value === OUR_NAMES.type ? nameEntity(node, names) : undefined,
  });
}

function nameEntity(
  definition: ObjectTypeDefinitionNode,
  { type, key }: CompanyEntity,
): ObjectTypeDefinitionNode {
  const fields = definition.fields?.map((field) =>
    field.name.value === OUR_NAMES.key ? { ...field, name: named(field.name, key) } : field,
  );
  const directives = definition.directives?.map((directive) =>
    visit(directive, { StringValue: (fieldSet) => ({ ...fieldSet, value: key }) }),
  );
  if (new Set(fields?.map((field) => field.name.value)).size !== fields?.length) {
    throw new ConfigError([`COMPANY_USER_KEY: ${key} is a field of this graph's own`]);
  }
  return {
    ...definition,
    name: named(definition.name, type),
    ...(directives && { directives }),
    fields,
  };
}

function named(name: NameNode, value: string): NameNode {
  return { ...name, value };
}

function rejectTakenType(sdl: DocumentNode, type: string): void {
  const ours = sdl.definitions
    .flatMap((definition) => ('name' in definition ? definition.name.value : []))
    .filter((name) => name !== OUR_NAMES.type);
  const builtIn = specifiedScalarTypes.map(({ name }) => name);
  if ([...ours, ...builtIn].includes(type)) {
    throw new ConfigError([`COMPANY_USER_TYPE: ${type} is a type of this graph's own`]);
  }
}
