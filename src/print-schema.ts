import { printSubgraphSchema } from '@apollo/subgraph';
import { printSchema } from 'graphql';
import { readConfig } from './config.js';
import { apiSchema } from './graphql/api-schema.js';
import { buildSchema, readSdl } from './graphql/schema.js';

/**
 * Prints the SDL of the subgraph under the settings of the environment, which is what gateways compose; with `--api` the
 * schema without Federation, which is what clients' tools read.
 */
const { companyEntity } = readConfig(process.env);
const sdl = process.argv.includes('--api')
  ? printSchema(apiSchema(readSdl(companyEntity)))
  : printSubgraphSchema(buildSchema(companyEntity));
process.stdout.write(`${sdl}\n`);
