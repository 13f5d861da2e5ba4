import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { RouterProgram } from './router-process.js';

export const HIVE_ROUTER: RouterProgram = {
  binary: 'hive_router',
  path: '/graphql',
  commandLine: () => [],
  environment: ({ supergraph, configuration }, port) => ({
    ROUTER_CONFIG_FILE_PATH: configuration,
    SUPERGRAPH_FILE_PATH: supergraph,
    HOST: '127.0.0.1',
    PORT: String(port),
  }),
};

export const APOLLO_ROUTER: RouterProgram = {
  binary: 'router',
  path: '/',
  commandLine: ({ supergraph, configuration }) => [
    '--supergraph',
    supergraph,
    '--config',
    configuration,
  ],
  environment: (_files, port) => ({
    APOLLO_ROUTER_LISTEN_ADDRESS: `127.0.0.1:${port}`,
    APOLLO_TELEMETRY_DISABLED: 'true',
  }),
};

export interface HiveConfiguration {
  readonly subscriptions: { readonly enabled: boolean; readonly websocket?: object };
  readonly traffic_shaping: object;
}

/** The configuration in docs/federation.md. */
export function hiveConfiguration(): HiveConfiguration {
  return readExample('hive-router.yaml') as HiveConfiguration;
}

/** The configuration in docs/federation.md. */
export function apolloConfiguration(): object {
  return readExample('apollo-router.yaml') as object;
}

function readExample(name: string): unknown {
  return parse(readFileSync(path.join(__dirname, '../../../examples/routers', name), 'utf8'));
}
