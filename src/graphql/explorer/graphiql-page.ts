import type { Prepared } from './prepared.js';
import { scriptValue } from './script-value.js';

/**
 * GraphiQL as one page of 9 MB that needs nothing from elsewhere, also no internet.
 *
 * @param nonce of the policy that {@link graphiqlPolicy} gives
 */
export async function graphiqlPage(prepared: Prepared, nonce: string): Promise<string> {
  // Among the packages for development, so that production neither has nor loads it.
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql');
  const workers = {
    editorWorkerService: graphiql.editorWorkerService,
    json: graphiql.jsonWorker,
    graphql: graphiql.graphqlWorker,
  };
  const options = {
    title: 'Order transactions',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    defaultQuery: prepared.operation,
    headers: JSON.stringify(prepared.shownHeaders, null, 2),
    additionalHeaders: prepared.sentHeaders,
    // Of the WebSocket, in the place of headers.
    connectionParams: prepared.sentHeaders,
    shouldPersistHeaders: false,
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Order transactions</title>
    <link rel="icon" href="data:," />
    <style>${graphiql.css}</style>
  </head>
  <body>
    <div id="root"></div>
    <script nonce="${nonce}">
      const workers = ${scriptValue(workers)};
      const addressOf = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      globalThis.MonacoEnvironment = {
        globalAPI: false,
        getWorkerUrl: (_module, label) => addressOf(workers[label]),
      };
    </script>
    <script nonce="${nonce}">${graphiql.js}</script>
    <script nonce="${nonce}">
      YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${scriptValue(options)});
    </script>
  </body>
</html>
`;
}

/** What the page needs, and nothing else: itself and this service. */
export function graphiqlPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    'worker-src blob:',
    // The editor sets styles as it goes.
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
