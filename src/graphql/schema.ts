import { buildSubgraphSchema } from '@apollo/subgraph';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type GraphQLSchema } from 'graphql';
import { resolvers } from './resolvers/index.js';

/** Beside `src` and `dist` alike. */
const SCHEMA_FOLDER = path.join(__dirname, '../../schema');

/**
 * The executable subgraph: `schema/*.graphql` with its resolvers.
 *
 * @throws Error when the SDL is no valid subgraph, e.g. a `@key` names a missing field.
 */
export function buildSchema(): GraphQLSchema {
  const typeDefs = parse(readSdl());
  return buildSubgraphSchema([{ typeDefs, resolvers }]);
}

function readSdl(): string {
  return readdirSync(SCHEMA_FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(path.join(SCHEMA_FOLDER, file), 'utf8'))
    .join('\n');
}
