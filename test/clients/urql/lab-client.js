import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { labCache } from './lab-cache.js';

/** `getToken` returns the current token. It is called for every request and for every connection. */
export function createLabClient({ url, socketUrl, getToken, webSocketImpl }) {
  const socket = createClient({
    url: socketUrl,
    webSocketImpl,
    connectionParams: () => ({ authorization: `Bearer ${getToken()}` }),
  });
  return new Client({
    url,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${getToken()}` } }),
    exchanges: [
      labCache,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (operation) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ ...operation, query: operation.query ?? '' }, sink),
          }),
        }),
      }),
    ],
  });
}
