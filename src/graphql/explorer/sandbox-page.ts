import type { Prepared } from './prepared.js';
import { scriptValue } from './script-value.js';

const SCRIPTS = 'https://embeddable-sandbox.cdn.apollographql.com';
const FRAME = 'https://sandbox.embed.apollographql.com';
/** A slow network loads it in less. */
const PATIENCE_MS = 15_000;

/**
 * Apollo Sandbox in a frame of Apollo's, which asks this page to send the requests. Where it cannot be had, the reader
 * is led to GraphiQL. What this page sends of its own accord never reaches the frame, whose address tells Apollo the rest.
 *
 * @param nonce of the policy that {@link sandboxPolicy} gives
 */
export function sandboxPage({ operation, shownHeaders, sentHeaders }: Prepared, nonce: string) {
  const options = {
    target: '#sandbox',
    initialState: {
      document: operation,
      sharedHeaders: shownHeaders,
      pollForSchemaUpdates: false,
    },
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
      body { margin: 0; }
      #sandbox, iframe { border: 0; display: block; height: 100vh; width: 100vw; }
    </style>
  </head>
  <body>
    <div id="sandbox"></div>
    <script nonce="${nonce}">
      const leave = () => location.replace('/graphiql');
      const patience = setTimeout(leave, ${PATIENCE_MS});
      addEventListener('message', ({ origin }) => {
        if (origin === '${FRAME}') clearTimeout(patience);
      });
      const sentHeaders = ${scriptValue(sentHeaders)};
      const script = document.createElement('script');
      script.onerror = leave;
      script.onload = () =>
        new EmbeddedSandbox({
          ...${scriptValue(options)},
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

/** What the page needs, and nothing else: Apollo's script and frame, and this service. */
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
