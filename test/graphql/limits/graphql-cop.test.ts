import { createAuthenticator } from '../../../src/access/authenticator.js';
import { useGraphServer } from '../support/graph-server.js';

const authenticator = createAuthenticator({ routerSecrets: [], tokens: null });
const graph = useGraphServer(() => ({ authenticator, production: true }));

interface Probe {
  readonly method?: string;
  readonly type?: string | null;
  readonly headers?: Record<string, string>;
  readonly search?: string;
  readonly body?: string;
}

async function probe({ method = 'POST', type = 'application/json', ...given }: Probe) {
  const answer = await fetch(`${graph.url}${given.search ?? ''}`, {
    method,
    headers: { ...(type === null ? {} : { 'content-type': type }), ...given.headers },
    body: given.body ?? null,
  });
  return { status: answer.status, text: await answer.text() };
}

const body = (query: string) => JSON.stringify({ query });

/** The probes of the public scanner graphql-cop. */
describe('graphql-cop in production', () => {
  it('finds no alias overloading', async () => {
    const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}: __typename`);
    const { status, text } = await probe({ body: body(`{ ${aliases.join(' ')} }`) });

    expect(status).toBe(400);
    expect(text).toContain('LIMIT_EXCEEDED');
  });

  it('finds no batches', async () => {
    const batch = Array.from({ length: 10 }, () => ({ query: '{ __typename }' }));

    expect((await probe({ body: JSON.stringify(batch) })).status).toBe(400);
  });

  it('finds no directive overloading', async () => {
    const { status, text } = await probe({ body: body(`{ __typename ${'@aa'.repeat(10)} }`) });

    expect(status).toBe(400);
    expect((JSON.parse(text) as { errors: unknown[] }).errors.length).toBeLessThan(10);
  });

  it('finds no repeated fields', async () => {
    const { status, text } = await probe({ body: body(`{ ${'__typename '.repeat(500)} }`) });

    expect(status).toBe(400);
    expect(text).toContain('LIMIT_EXCEEDED');
  });

  it.each([
    ['introspection', '{ __schema { types { name fields { name } } } }'],
    [
      'circular introspection',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    ],
  ])('finds no %s', async (_what, query) => {
    const { status, text } = await probe({ body: body(query) });

    expect(status).toBe(400);
    expect(text).not.toContain('"data"');
  });

  it('finds no suggestions of fields', async () => {
    expect((await probe({ body: body('{ orde { id } }') })).text).not.toContain('Did you mean');
  });

  it('finds no page to explore the graph', async () => {
    const { status } = await probe({ method: 'GET', type: null, headers: { accept: 'text/html' } });

    expect(status).toBe(405);
  });

  it.each([
    ['queries', '?query=%7B__typename%7D'],
    ['mutations', '?query=mutation%7B__typename%7D'],
  ])('finds no %s by GET', async (_what, search) => {
    expect((await probe({ method: 'GET', type: null, search })).text).not.toContain('"data"');
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'finds no request that a form of another site can send: %s',
    async (type) => {
      const { status, text } = await probe({ type, body: 'query=%7B__typename%7D' });

      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).not.toContain('"data"');
    },
  );

  it('finds no tracing', async () => {
    const { text } = await probe({ body: body('{ __typename }') });

    expect(JSON.parse(text)).toEqual({ data: { __typename: 'Query' } });
  });

  it('finds no stack traces', async () => {
    const { text } = await probe({ body: body('qwerty { abc }') });

    expect(text).toContain('GRAPHQL_PARSE_FAILED');
    expect(text).not.toMatch(/stacktrace|exception|node_modules/);
  });
});
