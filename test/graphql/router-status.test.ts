import { createAuthenticator } from '../../src/access/authenticator.js';
import { useIssuer } from '../access/support/issuer.js';
import {
  post,
  startGraphServer,
  type GraphAnswer,
  useGraphServer,
} from './support/graph-server.js';

const SECRET = 'the secret of the router';
const ORDER = '{ order(id: "00000000-0000-4000-8000-000000000000") { id } }';

const issuer = useIssuer();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [SECRET], tokens: issuer.settings }),
  production: true,
}));
let authorization: string;

beforeAll(async () => {
  authorization = `Bearer ${await issuer.sign()}`;
});

interface Response {
  readonly status: number;
  readonly codes: readonly unknown[];
}

async function send(url: string, body: string, headers: Record<string, string>): Promise<Response> {
  const response = await post(url, body, headers);
  const { errors = [] } = (await response.json()) as GraphAnswer;
  const codes = errors.map(({ extensions }) => (extensions as { code: string }).code);
  return { status: response.status, codes };
}

/** The possible rejections of a router's operation, with the status that other callers receive. */
const REJECTED: [string, string, object, number][] = [
  ['has a syntax error', 'GRAPHQL_PARSE_FAILED', { query: '{' }, 400],
  ['is not valid', 'GRAPHQL_VALIDATION_FAILED', { query: '{ nope }' }, 400],
  ['introspects', 'GRAPHQL_VALIDATION_FAILED', { query: '{ __schema { description } }' }, 400],
  [
    'is over a limit',
    'LIMIT_EXCEEDED',
    {
      query: `{ order(id: "x") ${'{ transaction { initialOrder '.repeat(9)} { id } ${'} }'.repeat(9)} }`,
    },
    400,
  ],
  [
    'has a variable of another type',
    'BAD_USER_INPUT',
    { query: 'query($id: ID!) { order(id: $id) { id } }', variables: { id: {} } },
    400,
  ],
  ['has no such name', 'BAD_USER_INPUT', { query: ORDER, operationName: 'Nope' }, 400],
  [
    'is a subscription',
    'BAD_USER_INPUT',
    { query: 'subscription { orderTransactionUpdated(id: "x") { id } }' },
    400,
  ],
];

describe('an operation with the secret of the router', () => {
  it.each(REJECTED)('gets status 200 and one error when it %s', async (_what, code, operation) => {
    const headers = { 'router-authorization': SECRET, authorization };

    expect(await send(graph.url, JSON.stringify(operation), headers)).toEqual({
      status: 200,
      codes: [code],
    });
  });

  it.each(['', 'Bearer x.y.z'])(
    'gets status 200 and UNAUTHENTICATED without a valid token: %j',
    async (token) => {
      const headers = { 'router-authorization': SECRET, authorization: token };
      const expected = { status: 200, codes: ['UNAUTHENTICATED'] };

      expect(await send(graph.url, JSON.stringify({ query: ORDER }), headers)).toEqual(expected);
    },
  );

  it.each([
    ['that is no JSON', '{', {}, 400, 'BAD_USER_INPUT'],
    ['over 1 MiB', JSON.stringify({ query: 'x'.repeat(1 << 20) }), {}, 413, 'LIMIT_EXCEEDED'],
    ['of another type', 'query', { 'content-type': 'application/xml' }, 415, 'BAD_USER_INPUT'],
  ])('keeps the status of a body %s', async (_what, body, headers, status, code) => {
    const all = { 'router-authorization': SECRET, authorization, ...headers };

    expect(await send(graph.url, body, all)).toEqual({ status, codes: [code] });
  });
});

describe('an operation without the secret of the router', () => {
  it('gets status 401, whatever it is', async () => {
    for (const [, , operation] of REJECTED) {
      expect(await send(graph.url, JSON.stringify(operation), { authorization })).toEqual({
        status: 401,
        codes: ['UNAUTHENTICATED'],
      });
    }
  });

  it.each(REJECTED)(
    'gets its own status where no secret is configured, when it %s',
    async (_what, code, operation, status) => {
      const open = await startGraphServer({
        authenticator: createAuthenticator({ routerSecrets: [], tokens: issuer.settings }),
        production: true,
      });
      const body = JSON.stringify(operation);

      const withToken = await send(open.url, body, { authorization });
      const withoutToken = await send(open.url, JSON.stringify({ query: ORDER }), {
        'router-authorization': SECRET,
      });
      await open.close();

      expect(withToken).toEqual({ status, codes: [code] });
      expect(withoutToken).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
    },
  );
});
