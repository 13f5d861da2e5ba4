import { printSubgraphSchema } from '@apollo/subgraph';
import type { Command } from 'commander';
import { printSchema } from 'graphql';
import { readConfig } from '../config/config.js';
import { apiSchema } from '../graphql/api-schema.js';
import { buildSchema, readSdl } from '../graphql/schema.js';
import { addCommand, reporting, type Report } from './report.js';

export function addPrintSchema(program: Command): void {
  addCommand(program, 'print-schema', 'Print the SDL that gateways compose, under these settings')
    .option('--api', 'print the schema without Federation, which clients read')
    .action(reporting(printSdl));
}

function printSdl({ api }: { api?: true }): Promise<Report> {
  const { companyEntity } = readConfig(process.env);
  const sdl = api
    ? printSchema(apiSchema(readSdl(companyEntity)))
    : printSubgraphSchema(buildSchema(companyEntity));
  return Promise.resolve({ json: { sdl }, text: `${sdl}\n` });
}
