import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findBreakingChanges, parse, type GraphQLSchema } from 'graphql';
import { buildSchema } from '../../src/graphql/schema.js';

const ROOT = path.join(__dirname, '../..');

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function schemaOf(sdl: string): GraphQLSchema {
  return buildSubgraphSchema(parse(sdl));
}

test('schema.graphql is the SDL that the service tells gateways; otherwise run `npm run schema`', () => {
  expect(read('schema.graphql')).toBe(`${printSubgraphSchema(buildSchema())}\n`);
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
