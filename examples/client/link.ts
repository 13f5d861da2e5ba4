import { ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';

export interface LinkOptions {
  readonly url: string;
  readonly socketUrl: string;
  /** The present token: it is read for every request and for every connection. */
  readonly getToken: () => string;
  /** For Node before 22, which has no WebSocket: the one of the package `ws`. */
  readonly webSocketImpl?: unknown;
}

/** Sends subscriptions over WebSocket with the token as a connection parameter, and everything else over HTTP. */
export function createLink({ url, socketUrl, getToken, webSocketImpl }: LinkOptions): ApolloLink {
  const authorization = () => `Bearer ${getToken()}`;
  const socket = createClient({
    url: socketUrl,
    webSocketImpl,
    connectionParams: () => ({ authorization: authorization() }),
  });
  const authenticated = new SetContextLink(() => ({
    headers: { authorization: authorization() },
  }));
  return ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    authenticated.concat(new HttpLink({ uri: url })),
  );
}
