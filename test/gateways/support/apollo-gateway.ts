import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { Graph } from '../../../examples/supergraph/company-graph.js';

interface Caller {
  readonly authorization?: string | undefined;
}

/**
 * Apollo's gateway in JavaScript, whose planner is older than the Router's. It does not support subscriptions. It
 * forwards the caller's token.
 *
 * @param routerSecret the secret that the gateway sends to the subgraphs
 */
export async function startApolloGateway(
  supergraphSdl: string,
  routerSecret?: string,
): Promise<Graph> {
  const server = new ApolloServer<Caller>({
    gateway: new ApolloGateway({
      supergraphSdl,
      buildService: ({ url = '' }) =>
        new RemoteGraphQLDataSource<Caller>({
          url,
          willSendRequest: ({ request, context }) => {
            const { authorization } = context as Caller;
            if (authorization) request.http?.headers.set('authorization', authorization);
            if (routerSecret) request.http?.headers.set('router-authorization', routerSecret);
          },
        }),
    }),
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
  });
  return { url, close: () => server.stop() };
}
