import { composeServices } from '@apollo/composition';
import { printSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Graph } from '../../examples/supergraph/company-graph.js';
import { startApolloGateway } from '../gateways/support/apollo-gateway.js';
import { startHiveProcess } from '../gateways/support/hive-process.js';
import { startGraphServer } from '../graphql/support/graph-server.js';
import { buildProductsSchema } from './products-graph.js';
import { startReferenceGraph, type ReferenceGraph } from './reference-graph.js';

const SUITE = path.join(__dirname, 'node_modules/@apollo/federation-subgraph-compatibility-tests');

type Gateway = readonly [name: string, start: (supergraph: string) => Promise<Graph>];

const GATEWAYS: readonly Gateway[] = [
  ["Apollo's gateway", (supergraph) => startApolloGateway(supergraph)],
  ["Hive's gateway", (supergraph) => startHiveProcess(supergraph)],
  [
    "Hive's gateway with the planner in Rust",
    (supergraph) => startHiveProcess(supergraph, { rust: true }),
  ],
];

/** Runs Apollo's compatibility tests against our server with the suite's own schema, behind each gateway. */
async function run(): Promise<void> {
  const buildSchema = () => buildProductsSchema(path.join(SUITE, 'products.graphql'));
  const typeDefs = parse(printSubgraphSchema(buildSchema()));
  const products = await startGraphServer({ buildSchema });
  const others: ReferenceGraph[] = [];
  try {
    others.push(await startReferenceGraph(SUITE, 'users'));
    others.push(await startReferenceGraph(SUITE, 'inventory'));
    const supergraph = compose([{ name: 'products', url: products.url, typeDefs }, ...others]);
    for (const gateway of GATEWAYS) await testBehind(gateway, supergraph, products.url);
  } finally {
    others.forEach((graph) => graph.close());
    await products.close();
  }
}

function compose(subgraphs: readonly Omit<ReferenceGraph, 'close'>[]): string {
  const { supergraphSdl, errors } = composeServices([...subgraphs]);
  if (supergraphSdl === undefined) throw new Error(`they do not compose: ${String(errors)}`);
  return supergraphSdl;
}

async function testBehind([name, start]: Gateway, supergraph: string, productsUrl: string) {
  process.stdout.write(`\n${name}\n`);
  const gateway = await start(supergraph);
  try {
    await runSuite({ PRODUCTS_URL: productsUrl, ROUTER_URL: gateway.url });
  } finally {
    await gateway.close();
  }
}

/** A failing test sets the exit code of this process. */
async function runSuite(variables: NodeJS.ProcessEnv): Promise<void> {
  const config = {
    rootDir: path.join(SUITE, 'dist/tests'),
    testEnvironment: 'node',
    // By default, Jest ignores tests in node_modules.
    haste: { retainAllFiles: true },
    testPathIgnorePatterns: [],
    transform: { '\\.ts$': '@swc/jest' },
    setupFilesAfterEnv: [path.join(__dirname, 'ask-our-gateway.ts')],
  };
  const words = ['--ci', '--config', JSON.stringify(config)];
  const jest = spawn(process.execPath, [require.resolve('jest/bin/jest'), ...words], {
    env: { ...process.env, ...variables },
    stdio: 'inherit',
  });
  const [code] = (await once(jest, 'exit')) as [number | null];
  process.exitCode ||= code ?? 1;
}

run().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
