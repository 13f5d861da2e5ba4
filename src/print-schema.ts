import { printSubgraphSchema } from '@apollo/subgraph';
import { readConfig } from './config.js';
import { buildSchema } from './graphql/schema.js';

/** Prints the SDL that the service would tell a gateway under the settings of the environment. */
const { companyEntity } = readConfig(process.env);
process.stdout.write(`${printSubgraphSchema(buildSchema(companyEntity))}\n`);
