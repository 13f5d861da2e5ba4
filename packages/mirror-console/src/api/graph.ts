import { Client, fetchExchange, subscriptionExchange } from '@urql/preact';
import { createClient as createStreamClient } from 'graphql-sse';

const URL_PATH = '/graphql';
const RETRY_MS = 2_000;

/**
 * A client without a cache: each page shows what the service has now. Subscriptions are event streams (graphql-sse),
 * since a browser adds no headers to a WebSocket. They connect again until the page leaves.
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
