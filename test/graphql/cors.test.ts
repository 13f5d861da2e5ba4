import { createAuthenticator } from '../../src/access/authenticator.js';
import type { GraphQLOptions } from '../../src/graphql/server.js';
import { useGraphServers } from './support/graph-server.js';

const SANDBOX = 'https://studio.apollographql.com';
const APP = 'https://app.example.com';
const STRANGER = 'https://app.example.com.evil.example';

/** The preflight request of Sandbox, with the headers that this graph requires. */
const HEADERS =
  'content-type,authorization,router-authorization,apollo-require-preflight,x-apollo-operation-name,apollographql-client-name';

const startGraph = useGraphServers();

async function start(options: Partial<GraphQLOptions>): Promise<string> {
  return (await startGraph(options)).url;
}

function preflight(url: string, origin: string): Promise<Response> {
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': HEADERS,
  };
  return fetch(url, { method: 'OPTIONS', headers });
}

function ask(url: string, origin: string): Promise<Response> {
  const headers = { origin, 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
}

function allowed({ headers }: Response): string | null {
  return headers.get('access-control-allow-origin');
}

describe('a page of another origin', () => {
  it.each([
    ['the hosted Sandbox in development', SANDBOX, { production: false }],
    ['a named origin', APP, { corsOrigins: [APP] }],
    ['a named origin in production', APP, { production: true, corsOrigins: [APP] }],
  ])('may send requests: %s', async (_what, origin, options) => {
    const url = await start(options);
    const asked = await preflight(url, origin);

    expect(asked.status).toBe(204);
    expect(allowed(asked)).toBe(origin);
    expect(asked.headers.get('access-control-allow-headers')).toBe(HEADERS);
    expect(allowed(await ask(url, origin))).toBe(origin);
  });

  it.each([
    ['the hosted Sandbox in production', SANDBOX, { production: true, corsOrigins: [APP] }],
    ['one that nobody named', STRANGER, { corsOrigins: [APP] }],
    ['any, when none is named', APP, { production: true }],
  ])('may not send requests: %s', async (_what, origin, options) => {
    const url = await start(options);

    expect(allowed(await preflight(url, origin))).toBeNull();
    expect(allowed(await ask(url, origin))).toBeNull();
  });

  it('receives the response to its preflight without the secret of the router', async () => {
    const authenticator = createAuthenticator({ routerSecrets: ['open sesame'], tokens: null });
    const url = await start({ authenticator });

    expect((await preflight(url, SANDBOX)).status).toBe(204);
    expect((await ask(url, SANDBOX)).status).toBe(401);
  });
});
