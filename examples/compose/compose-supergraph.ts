/** Prints the supergraph that the gateway of compose.yaml serves. It contains only the order transactions subgraph. */
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const { supergraphSdl, errors } = composeServices([
  {
    name: 'order-transactions',
    url: 'http://order-transactions:4000/graphql',
    typeDefs: parse(readFileSync(path.join(__dirname, '../../schema.graphql'), 'utf8')),
  },
]);
if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
process.stdout.write(`${supergraphSdl}\n`);
