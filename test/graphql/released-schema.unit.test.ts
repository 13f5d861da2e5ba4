import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema as readPlainSchema,
  findBreakingChanges,
  parse,
  printSchema,
  type GraphQLSchema,
} from 'graphql';
import { apiSchema } from '../../src/graphql/api-schema.js';
import { buildSchema, readSdl } from '../../src/graphql/schema.js';

const ROOT = path.join(__dirname, '../..');

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function schemaOf(sdl: string): GraphQLSchema {
  return buildSubgraphSchema(parse(sdl));
}

test('schema.graphql is the SDL that the service returns to gateways; otherwise run `npm run schema`', () => {
  expect(read('schema.graphql')).toBe(`${printSubgraphSchema(buildSchema())}\n`);
});

describe('schema.api.graphql', () => {
  const sdl = read('schema.api.graphql');

  it('is the schema without Federation; otherwise run `npm run schema`', () => {
    expect(sdl).toBe(`${printSchema(apiSchema(readSdl()))}\n`);
  });

  it('can be read by tools without support for Federation', () => {
    expect(sdl).not.toMatch(/@key|@shareable|@link|_Any|_entities|_service/);
    expect(readPlainSchema(sdl).getQueryType()?.getFields()).toHaveProperty('orderTransactions');
  });

  it('has every type and field that clients can select, as a client reads them from the service', () => {
    const namesOf = (schema: GraphQLSchema) =>
      Object.keys(schema.getTypeMap())
        .filter((name) => !/^_|__/.test(name))
        .sort();

    expect(namesOf(readPlainSchema(sdl))).toEqual(namesOf(buildSchema()));
    expect(findBreakingChanges(readPlainSchema(sdl), buildSchema())).toEqual([]);
  });
});

describe('a client of the last release', () => {
  const released = schemaOf(read('schema.released.graphql'));

  it('is not broken by this schema', () => {
    expect(findBreakingChanges(released, buildSchema())).toEqual([]);
  });

  it('would be seen to break', () => {
    const changed = schemaOf(
      read('schema.graphql').replace('rawStatus: String\n', 'rawStatus: Int\n'),
    );

    expect(findBreakingChanges(released, changed)).not.toEqual([]);
  });
});
