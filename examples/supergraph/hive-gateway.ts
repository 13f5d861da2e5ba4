import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Graph } from './company-graph.js';

export interface HiveOptions {
  readonly supergraph: string;
  /** Queries are planned by Hive's router, written in Rust, instead of its gateway's JavaScript. */
  readonly rust: boolean;
  readonly port: number;
}

/**
 * Starts Hive Gateway. It passes the caller's token on, and asks for subscriptions over graphql-ws: without this
 * configuration it would ask by server-sent events, which the subgraph does not serve.
 */
export async function startHiveGateway({ supergraph, rust, port }: HiveOptions): Promise<Graph> {
  const gateway = createGatewayRuntime({
    supergraph,
    logging: 'error',
    ...(rust && { unifiedGraphHandler }),
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => {
        const authorization = request.headers.get('authorization');
        return authorization === null ? {} : { authorization };
      },
    },
    transportEntries: {
      'order-transactions': {
        options: {
          subscriptions: {
            kind: 'ws',
            location: '/graphql',
            options: { connectionParams: { authorization: '{context.headers.authorization}' } },
          },
        },
      },
    },
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
