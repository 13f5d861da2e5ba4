import type { Prepared } from './prepared.js';
import { scriptValue } from './script-value.js';

const SCRIPTS = 'https://embeddable-sandbox.cdn.apollographql.com';
const FRAME = 'https://sandbox.embed.apollographql.com';
/** Even a slow network loads Apollo Sandbox in this time. */
const TIMEOUT_MS = 15_000;

/**
 * Apollo Sandbox in a frame of Apollo's, which delegates its requests to this page. Until the frame responds, the page
 * shows that it is loading from the internet and links to GraphiQL, which needs no internet connection; when Apollo's
 * hosts cannot be reached, it redirects there. The page opens with the operation in the address (`?query=`), where there is one. The
 * headers that this page adds never reach the frame.
 *
 * @param nonce the nonce of {@link sandboxPolicy}
 */
export function sandboxPage({ operations, shownHeaders, sentHeaders }: Prepared, nonce: string) {
  const initialState = {
    document: operations[0],
    sharedHeaders: shownHeaders,
    pollForSchemaUpdates: false,
  };
  const options = {
    target: '#sandbox',
    endpointIsEditable: false,
    runTelemetry: false,
    allowDynamicStyles: false,
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Order transactions</title>
    <link rel="icon" href="data:," />
    <style nonce="${nonce}">
      body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
      #loading { margin: 3rem auto; max-width: 36rem; padding: 0 1rem; }
      #sandbox, iframe { border: 0; display: block; height: 100vh; width: 100vw; }
    </style>
  </head>
  <body>
    <p id="loading">
      Loading Apollo Sandbox from apollographql.com. Without internet, use
      <a href="/graphiql">GraphiQL</a>, which this service serves itself; the page opens it after ${TIMEOUT_MS / 1000} seconds.
    </p>
    <div id="sandbox"></div>
    <script nonce="${nonce}">
      const leave = () => location.replace('/graphiql' + location.search);
      const patience = setTimeout(leave, ${TIMEOUT_MS});
      addEventListener('message', ({ origin }) => {
        if (origin !== '${FRAME}') return;
        clearTimeout(patience);
        document.querySelector('#loading')?.remove();
      });
      const sentHeaders = ${scriptValue(sentHeaders)};
      const initialState = ${scriptValue(initialState)};
      const typed = new URLSearchParams(location.search).get('query');
      if (typed) initialState.document = typed;
      const script = document.createElement('script');
      script.onerror = leave;
      script.onload = () =>
        new EmbeddedSandbox({
          ...${scriptValue(options)},
          initialState,
          initialEndpoint: location.origin + '/graphql',
          initialSubscriptionEndpoint: location.origin.replace('http', 'ws') + '/graphql',
          handleRequest: (_url, request) =>
            fetch('/graphql', { ...request, headers: { ...request.headers, ...sentHeaders } }),
        });
      script.src = '${SCRIPTS}/v2/embeddable-sandbox.umd.production.min.js';
      document.head.append(script);
    </script>
  </body>
</html>
`;
}

/** Permits only what the page needs: Apollo's script and frame, and this service. */
export function sandboxPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${SCRIPTS}`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    `frame-src ${FRAME}`,
    "connect-src 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
