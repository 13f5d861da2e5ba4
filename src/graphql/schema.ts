import { buildSubgraphSchema } from '@apollo/subgraph';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { CompanyEntity } from '../config/config.js';
import { nameCompanyEntity, OUR_NAMES } from './company-entity.js';
import { spendListBudget } from './limits/list-budget.js';
import { renewLoaders } from './mutation-loaders.js';
import { resolversFor } from './resolvers/index.js';

/** Next to `src` and to `dist`. */
const SCHEMA_FOLDER = path.join(__dirname, '../../schema');

/**
 * Builds the executable subgraph: `schema/*.graphql` with its resolvers.
 *
 * @param companyEntity the names of the company's user entity and its key.
 * @throws ConfigError when those names are not usable; Error when the SDL is not a valid subgraph, e.g. a `@key` names
 * a missing field.
 */
export function buildSchema(companyEntity: CompanyEntity = OUR_NAMES): GraphQLSchema {
  const typeDefs = readSdl(companyEntity);
  const resolvers = resolversFor(companyEntity);
  return renewLoaders(spendListBudget(buildSubgraphSchema([{ typeDefs, resolvers }])));
}

/** Reads the SDL of `schema/*.graphql`, with the company's names of the user entity and its key. */
export function readSdl(companyEntity: CompanyEntity = OUR_NAMES): DocumentNode {
  const sdl = readdirSync(SCHEMA_FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(path.join(SCHEMA_FOLDER, file), 'utf8'))
    .join('\n');
  return nameCompanyEntity(parse(sdl), companyEntity);
}
