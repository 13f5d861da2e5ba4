import { Client, fetchExchange, subscriptionExchange } from '@urql/preact';
import { createClient as createStreamClient } from 'graphql-sse';

const URL_PATH = '/graphql';
const RETRY_MS = 2_000;

/**
 * A client without a cache: each page shows the current data of the service. Subscriptions are event streams
 * (graphql-sse), because a browser cannot add headers to a WebSocket. They reconnect until the page is closed.
 */
export function createGraph(
  headers: Readonly<Record<string, string>>,
  fetcher: typeof fetch,
): Client {
  const streams = createStreamClient({
    url: URL_PATH,
    headers: { ...headers },
    fetchFn: fetcher,
    retryAttempts: Infinity,
    retry: () => new Promise((resolve) => setTimeout(resolve, RETRY_MS)),
  });
  return new Client({
    url: URL_PATH,
    fetch: fetcher,
    fetchOptions: { headers: { ...headers } },
    preferGetMethod: false,
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: streams.subscribe({ query, variables: { ...variables } }, sink),
          }),
        }),
      }),
    ],
  });
}
