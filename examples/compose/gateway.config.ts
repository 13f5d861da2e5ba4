interface Forwarded {
  readonly request: Request;
  readonly subgraphName: string;
}

/**
 * How Hive Gateway speaks to the subgraph: it shows the router's secret, passes the caller's token on, and asks for
 * subscriptions over graphql-ws. Without the last it would ask by server-sent events, which the subgraph does not serve.
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
