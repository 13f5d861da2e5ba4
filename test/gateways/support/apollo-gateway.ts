import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { Graph } from '../../../examples/supergraph/company-graph.js';

/** Apollo's gateway in JavaScript, whose planner is the elder of the Router's. It knows no subscriptions. */
export async function startApolloGateway(supergraphSdl: string): Promise<Graph> {
  const server = new ApolloServer({
    gateway: new ApolloGateway({ supergraphSdl }),
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, close: () => server.stop() };
}
