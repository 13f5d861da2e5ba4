import { post, useGraphServers } from './support/graph-server.js';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const start = useGraphServers();

describe('the graph over HTTP', () => {
  it.each([
    ['data', JSON.stringify({ query: '{ __typename }' }), 200],
    ['a refused query', JSON.stringify({ query: '{ nope }' }), 400],
    ['a body that is no JSON', '{', 400],
    ['a body over 1 MiB', JSON.stringify({ query: `{ __typename } #${'x'.repeat(1 << 20)}` }), 413],
  ])('forbids caches to store an answer with %s', async (_what, body, status) => {
    const { url } = await start();

    const answer = await post(url, body);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['a body that is no JSON', '{', 'BAD_USER_INPUT'],
    ['an empty request', '{}', 'BAD_USER_INPUT'],
    ['several operations at once', '[{ "query": "{ __typename }" }]', 'BAD_USER_INPUT'],
    ['a query that cannot be read', '{ "query": "{" }', 'GRAPHQL_PARSE_FAILED'],
    ['a query of 4,001 tokens', query(`{${' a'.repeat(3_999)} }`), 'LIMIT_EXCEEDED'],
    ['a query of 101 nested brackets', query(nestedValue(99)), 'LIMIT_EXCEEDED'],
    ['a query of 100 nested brackets', query(nestedValue(98)), 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown field', query('{ nope }'), 'GRAPHQL_VALIDATION_FAILED'],
    ['fragments that multiply', query(multiplyingFragments()), 'LIMIT_EXCEEDED'],
    [
      'an unknown operation',
      '{ "query": "{ a: __typename }", "operationName": "b" }',
      'BAD_USER_INPUT',
    ],
  ])('rejects %s with a code and nothing else', async (_what, body, code) => {
    const { url } = await start();

    const answer = await post(url, body);
    const { errors } = (await answer.json()) as { errors: { extensions: unknown }[] };

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code }]);
  });

  it('requests the query from a client that sends only its hash', async () => {
    const { url } = await start();

    const extensions = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } };
    const answer = await post(url, JSON.stringify({ extensions }));

    expect(await answer.json()).toEqual({
      errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it.each([
    ['by curl', '*/*', false],
    ['by curl in production', '*/*', true],
    ['in a browser in production', 'text/html', true],
  ])('answers GET %s with what to send instead', async (_how, accept, production) => {
    const explorer = { operations: ['{ __typename }'], routerSecret: null, asksForToken: false };
    const { url } = await start({ production, explorer: production ? null : explorer });

    const answer = await fetch(url, { headers: { accept } });

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await answer.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(/^Send GraphQL operations by POST/) as string,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it('does not answer the form of another site', async () => {
    const { url } = await start();

    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });

    expect(answer.status).toBe(400);
  });

  it.each([
    ['text/html', 406],
    ['application/jsonl', 406],
    ['text/html, application/json;q=0.9', 200],
    ['application/*', 200],
    ['', 200],
  ])('executes a mutation only if the client accepts its response: %j', async (accept, status) => {
    const trackOrder = jest.fn().mockResolvedValue([]);
    const { url } = await start({ trackOrder });
    const input = `{ orderId: "${UNKNOWN_ID}", orderTransactionId: "${UNKNOWN_ID}", userId: "anna" }`;

    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: query(`mutation { trackOrder(input: ${input}) { userErrors { code } } }`),
    });

    expect(response.status).toBe(status);
    expect(trackOrder).toHaveBeenCalledTimes(status === 200 ? 1 : 0);
  });

  it('answers requests in progress before it closes', async () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const server = await start({
      ingest: () =>
        new Promise((resolve) => {
          begin();
          setTimeout(resolve, 300, { kind: 'ACCEPTED', outcome: 'APPLIED' });
        }),
    });

    const answer = server.ask(
      'mutation($input: IngestOrderWebhookInput!) { ingestOrderWebhook(input: $input) { outcome } }',
      { input: { messageId: 'm', timestamp: '1', signature: 's', payload: '{}' } },
    );
    await begun;
    await server.close();

    expect(await answer).toEqual({ data: { ingestOrderWebhook: { outcome: 'APPLIED' } } });
  });
});

describe('the graph in production', () => {
  it('does not reveal its schema to clients', async () => {
    const server = await start({ production: true });

    const introspected = await server.ask('{ __schema { types { name } } }');
    const guessed = await server.ask('{ oder(id: 1) { id } }');

    expect(introspected.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(introspected.errors?.[0]?.message).toMatch(/^GraphQL introspection has been disabled/);
    expect(introspected.errors?.[0]?.message).not.toContain('Apollo');
    expect(guessed.errors?.[0]?.message).not.toContain('Did you mean');
  });

  it('returns its SDL to the gateway', async () => {
    const server = await start({ production: true });

    const { data } = await server.ask('{ _service { sdl } }');

    expect(JSON.stringify(data)).toContain('type OrderTransaction');
  });
});

function query(text: string): string {
  return JSON.stringify({ query: text });
}

function nestedValue(levels: number): string {
  return `{ order(id: ${'['.repeat(levels)}1${']'.repeat(levels)}) { id } }`;
}

/** 10 fragments, each spreading the next one ten times: few tokens, but a billion selections. */
function multiplyingFragments(): string {
  const fragments = Array.from({ length: 10 }, (_, index) => {
    const inner = index === 9 ? 'id' : `...F${index + 1} `.repeat(10);
    return `fragment F${index} on Order { ${inner} }`;
  });
  return `{ order(id: "${UNKNOWN_ID}") { ...F0 } } ${fragments.join(' ')}`;
}
