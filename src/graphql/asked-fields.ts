import { visit, type DocumentNode } from 'graphql';

const knownFields = new WeakMap<DocumentNode, ReadonlySet<string>>();

/** The names of all fields in a document, whatever their types. Apollo parses the same text once. */
export function askedFieldsOf(document: DocumentNode): ReadonlySet<string> {
  const known = knownFields.get(document);
  if (known) return known;
  const fields = new Set<string>();
  visit(document, { Field: ({ name }) => void fields.add(name.value) });
  knownFields.set(document, fields);
  return fields;
}
