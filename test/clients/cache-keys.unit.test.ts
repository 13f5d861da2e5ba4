import { buildSchema, isObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';

function read(file: string): string {
  return readFileSync(path.join(__dirname, file), 'utf8');
}

/** Types whose objects graphcache embeds without a `keys` option. */
const EMBEDDED_BY_NAME = /^(Query|Mutation|Subscription|PageInfo|__.*)$|(Connection|Edge)$/;

/** The id of a site is a code of one laboratory, and its distance is relative to one patient's address. */
const EMBEDDED_IN_SPITE_OF_ID = ['LabCollectionSite'];

// Add a new type to urql/lab-cache.js and to docs/clients.md, which shows that file.
test("the keys of urql's cache name every type that no id identifies, and no other", () => {
  const types = Object.values(buildSchema(read('../../schema.api.graphql')).getTypeMap());
  const withoutId = types
    .filter(isObjectType)
    .filter((type) => !('id' in type.getFields()) && !EMBEDDED_BY_NAME.test(type.name))
    .map(({ name }) => name);

  const keys = Array.from(
    read('urql/lab-cache.js').matchAll(/^ {4}(\w+): embedded,$/gm),
    ([, name = '']) => name,
  );

  expect(keys).toEqual([...withoutId, ...EMBEDDED_IN_SPITE_OF_ID].sort());
});
