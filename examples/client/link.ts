import { ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';

export interface LinkOptions {
  readonly url: string;
  readonly socketUrl: string;
  /** Returns the current token. It is called for every request and for every connection. */
  readonly getToken: () => string;
  /** The WebSocket class of the package `ws`, for Node before version 22. */
  readonly webSocketImpl?: unknown;
}

/** Sends subscriptions over WebSocket, with the token as a connection parameter, and all other operations over HTTP. */
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
