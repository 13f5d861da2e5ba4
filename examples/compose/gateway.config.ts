interface Forwarded {
  readonly request: Request;
  readonly subgraphName: string;
}

/**
 * Hive Gateway sends the router's secret and the caller's token to the subgraph, and subscribes over WebSocket.
 * Without `transportEntries`, it would subscribe by server-sent events, with one connection for each subscription.
 */
export const gatewayConfig = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request, subgraphName }: Forwarded) => {
      const authorization = request.headers.get('authorization');
      return {
        ...(subgraphName === 'order-transactions' && {
          'router-authorization': process.env.ROUTER_SECRET ?? '',
        }),
        ...(authorization !== null && { authorization }),
      };
    },
  },
  transportEntries: {
    'order-transactions': {
      options: {
        subscriptions: {
          kind: 'ws',
          location: '/graphql',
          options: {
            connectionParams: {
              authorization: '{context.headers.authorization}',
              'router-authorization': '{env.ROUTER_SECRET}',
            },
          },
        },
      },
    },
  },
};
