import { JSDOM, ResourceLoader, VirtualConsole, type PlayedWindow } from 'jsdom';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { createAuthenticator } from '../../../src/access/authenticator.js';
import { useGraphServer } from '../support/graph-server.js';

const OPERATION = 'query LabTest { __typename }';
const SECRET = 'the secret of the router';
const CDN = 'https://embeddable-sandbox.cdn.apollographql.com';
const FRAME = 'https://sandbox.embed.apollographql.com';
const PACKAGE = require.resolve('@apollo/sandbox');
const requireOfPackage = createRequire(PACKAGE);

/** The script that Apollo's CDN serves, from Apollo's package. */
const SCRIPT = `{
  const exports = {};
  ${readFileSync(requireOfPackage.resolve('./EmbeddedSandbox.production.min.cjs'), 'utf8')}
  globalThis.EmbeddedSandbox = EmbeddedSandbox;
}`;

const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [SECRET], tokens: null }),
  explorer: { operations: [OPERATION], routerSecret: SECRET, asksForToken: true },
}));
let window: PlayedWindow;
/** The features that jsdom reported as not implemented, e.g. navigation. */
let notDone: string[];

afterEach(() => window.close());

/** Serves Apollo's hosts, as far as the page requests them. Without a script, the hosts are unreachable. */
class Apollo extends ResourceLoader {
  constructor(private readonly script: string | null) {
    super();
  }

  override fetch(url: string, options: object): Promise<Buffer> | null {
    if (url.startsWith(CDN)) {
      return this.script === null
        ? Promise.reject(new Error('no internet'))
        : Promise.resolve(Buffer.from(this.script));
    }
    if (url.startsWith(FRAME)) return Promise.resolve(Buffer.from('<p>Sandbox</p>'));
    return super.fetch(url, options);
  }
}

/** Opens the page in jsdom. @param script the response of Apollo's CDN; null when it is unreachable */
async function open(script: string | null, query = ''): Promise<void> {
  notDone = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on('jsdomError', ({ message }) => notDone.push(message));
  const page = await JSDOM.fromURL(`${graph.url}${query}`, {
    runScripts: 'dangerously',
    virtualConsole,
    resources: new Apollo(script),
    beforeParse: (its) => {
      its.fetch = (address, init) => fetch(new URL(address, graph.url), init);
      its.require = requireOfPackage;
    },
  });
  window = page.window;
}

async function until<T>(look: () => T | null | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found != null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Sends the page a message as Apollo's frame does, when it opens and when the user presses its button. */
async function askFromFrame(message: object): Promise<Record<string, unknown>> {
  const frame = await until(() => window.document.querySelector('iframe'));
  const answers: unknown[] = [];
  frame.contentWindow.postMessage = (answer) => answers.push(answer);
  window.dispatchEvent(new window.MessageEvent('message', { origin: FRAME, data: message }));
  return (await until(() => answers.at(-1))) as Record<string, unknown>;
}

describe('Apollo Sandbox, in the page of a graph that knows its router by a secret', () => {
  beforeEach(() => open(SCRIPT));

  it('opens with the operation and a placeholder for the token, without the secret', async () => {
    const { src } = await until(() => window.document.querySelector('iframe'));
    const { searchParams } = new URL(src);

    expect(src.startsWith(`${FRAME}/`)).toBe(true);
    expect(searchParams.get('endpoint')).toBe(graph.url);
    expect(searchParams.get('defaultDocument')).toBe(OPERATION);
    expect(searchParams.get('sharedHeaders')).toBe('{"Authorization":"Bearer <your token>"}');
    expect(decodeURIComponent(src)).not.toContain(SECRET);
  });

  it('reads the schema', async () => {
    const answer = await askFromFrame({
      name: 'IntrospectionQueryWithHeaders',
      introspectionRequestBody: JSON.stringify({ query: getIntrospectionQuery() }),
      introspectionRequestHeaders: {},
      sandboxEndpointUrl: graph.url,
      operationId: '1',
    });

    const names = (answer.schema as IntrospectionQuery).__schema.types.map(({ name }) => name);
    expect(names).toContain('OrderTransaction');
  });

  it('runs the operation', async () => {
    const answer = await askFromFrame({
      name: 'ExplorerRequest',
      operation: OPERATION,
      operationName: 'LabTest',
      headers: { 'x-of-the-reader': 'yes' },
      endpointUrl: graph.url,
      operationId: '2',
    });

    expect(answer.response).toMatchObject({ data: { __typename: 'Query' }, status: 200 });
  });
});

it('opens with the operation in the address, where there is one', async () => {
  const operation = 'query FromTheConsole { __typename }';
  await open(SCRIPT, `?query=${encodeURIComponent(operation)}`);

  const { src } = await until(() => window.document.querySelector('iframe'));
  expect(new URL(src).searchParams.get('defaultDocument')).toBe(operation);
});

it('opens GraphiQL where Apollo’s script cannot be loaded', async () => {
  await open(null);

  expect(await until(() => notDone.find((it) => it.includes('navigation')))).toBeDefined();
  expect(window.document.querySelector('iframe')).toBeNull();
});
