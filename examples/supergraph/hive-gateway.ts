import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gatewayConfig } from '../compose/gateway.config.js';
import type { Graph } from './company-graph.js';

export interface HiveOptions {
  readonly supergraph: string;
  /** Plans queries with Hive's router, which is written in Rust, instead of the gateway's JavaScript planner. */
  readonly rust: boolean;
  readonly port: number;
}

/** Starts Hive Gateway with the configuration for production. */
export async function startHiveGateway({ supergraph, rust, port }: HiveOptions): Promise<Graph> {
  const gateway = createGatewayRuntime({
    supergraph,
    logging: 'error',
    ...(rust && { unifiedGraphHandler }),
    ...gatewayConfig,
  });
  const server = createServer((request, response) => void gateway(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/graphql`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await gateway[Symbol.asyncDispose]();
    },
  };
}
