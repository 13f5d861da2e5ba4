import type { Prepared } from './prepared.js';
import { scriptValue } from './script-value.js';

/**
 * GraphiQL as one page of 9 MB that needs no internet connection. Every visit opens one tab for each prepared
 * operation: the page stores nothing in the browser, because ids of an earlier start are invalid and operations can
 * contain ids of patients. An operation in the URL (`?query=`), where GraphiQL writes what is typed, is the first tab.
 *
 * @param nonce the nonce of {@link graphiqlPolicy}
 */
export async function graphiqlPage(prepared: Prepared, nonce: string): Promise<string> {
  // A development dependency, so that production neither installs nor loads it.
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
    additionalHeaders: prepared.sentHeaders,
    // The parameters of the WebSocket, which has no headers.
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
      const prepared = ${scriptValue(prepared.operations)};
      const headers = ${scriptValue(JSON.stringify(prepared.shownHeaders, null, 2))};
      const typed = new URLSearchParams(location.search).get('query');
      const operations = typed ? [typed, ...prepared.filter((it) => it !== typed)] : prepared;
      const memory = new Map();
      const storage = {
        getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => void memory.set(key, value),
        removeItem: (key) => void memory.delete(key),
        clear: () => memory.clear(),
        get length() { return memory.size; },
      };
      YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
        ...${scriptValue(options)},
        storage,
        headers,
        defaultTabs: operations.map((query) => ({ query, headers })),
      });
    </script>
  </body>
</html>
`;
}

/** Permits only what the page needs: itself and this service. */
export function graphiqlPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    'worker-src blob:',
    // The editor sets styles while it runs.
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
