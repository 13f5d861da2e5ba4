import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gatewayConfig } from '../compose/gateway.config.js';
import type { Graph } from './company-graph.js';

export interface HiveOptions {
  readonly supergraph: string;
  /** Queries are planned by Hive's router, written in Rust, instead of its gateway's JavaScript. */
  readonly rust: boolean;
  readonly port: number;
}

/** Starts Hive Gateway, configured as in production's manner. */
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
