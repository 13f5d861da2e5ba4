import { buildSubgraphSchema } from '@apollo/subgraph';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type GraphQLSchema } from 'graphql';
import type { CompanyEntity } from '../config.js';
import { nameCompanyEntity, OUR_NAMES } from './company-entity.js';
import { resolversFor } from './resolvers/index.js';

/** Beside `src` and `dist` alike. */
const SCHEMA_FOLDER = path.join(__dirname, '../../schema');

/**
 * The executable subgraph: `schema/*.graphql` with its resolvers.
 *
 * @param companyEntity what the company's graph calls a person and their key.
 * @throws ConfigError when those names do not fit; Error when the SDL is no valid subgraph, e.g. a `@key` names a
 *   missing field.
 */
export function buildSchema(companyEntity: CompanyEntity = OUR_NAMES): GraphQLSchema {
  const typeDefs = nameCompanyEntity(parse(readSdl()), companyEntity);
  return buildSubgraphSchema([{ typeDefs, resolvers: resolversFor(companyEntity) }]);
}

function readSdl(): string {
  return readdirSync(SCHEMA_FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(path.join(SCHEMA_FOLDER, file), 'utf8'))
    .join('\n');
}
