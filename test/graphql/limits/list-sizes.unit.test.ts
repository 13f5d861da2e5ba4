import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getNullableType, isListType, isObjectType, type GraphQLField } from 'graphql';
import { TYPICAL_LIST_SIZES } from '../../../src/graphql/limits/list-sizes.js';
import { buildSchema } from '../../../src/graphql/schema.js';

const fields = Object.values(buildSchema().getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field): [string, GraphQLField<unknown, unknown>] => [
      `${type.name}.${field.name}`,
      field,
    ]),
  );
// The size of the list of entities is the number of its representations.
const lists = fields
  .filter(([name, { type }]) => isListType(getNullableType(type)) && name !== 'Query._entities')
  .map(([name]) => name);

it('every list of the schema has a typical size, and every size belongs to a list', () => {
  expect(Object.keys(TYPICAL_LIST_SIZES).sort()).toEqual(lists.sort());
});

it('every field with `first` that is no list returns a connection, whose lists count once', () => {
  const paged = fields.filter(
    ([name, { args }]) => args.some(({ name }) => name === 'first') && !lists.includes(name),
  );
  const connections = new Set(paged.map(([, { type }]) => String(getNullableType(type))));

  expect(paged).not.toHaveLength(0);
  for (const connection of connections) {
    const sizes = Object.entries(TYPICAL_LIST_SIZES).filter(([name]) =>
      name.startsWith(`${connection}.`),
    );
    expect(new Set(sizes.map(([, size]) => size))).toEqual(new Set([1]));
  }
});

it('docs/limits.md states the typical size of every list', () => {
  const docs = readFileSync(path.join(__dirname, '../../../docs/limits.md'), 'utf8');
  const rows = Array.from(docs.matchAll(/^\| `(\w+\.\w+)` +\| (\d+) +\|$/gm), ([, name, size]) => [
    name,
    Number(size),
  ]);

  const sizes = Object.entries(TYPICAL_LIST_SIZES);
  expect(rows).toEqual(sizes.filter(([name]) => !name.includes('Connection.')));
});
