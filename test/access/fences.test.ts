import { request } from 'node:http';
import { createAuthenticator } from '../../src/access/authenticator.js';
import type { AccessConfig } from '../../src/config/config.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { post, useGraphServers, type GraphServer } from '../graphql/support/graph-server.js';
import { useIssuer } from './support/issuer.js';
import { useTestDatabase } from '../support/use-database.js';

const SDL = '{ _service { sdl } }';
const DATA = '{ order(id: "00000000-0000-4000-8000-000000000000") { id } }';
const UNAUTHENTICATED = {
  status: 401,
  errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })],
};

const { pool } = useTestDatabase();
const issuer = useIssuer();
const startGraph = useGraphServers();

function startBehind(access: Partial<AccessConfig>): Promise<GraphServer> {
  const authenticator = createAuthenticator({ routerSecrets: [], tokens: null, ...access });
  return startGraph({ authenticator, mirror: createMirrorReads(pool), production: true });
}

async function ask({ url }: GraphServer, query: string, headers: Record<string, string> = {}) {
  const answer = await post(url, JSON.stringify({ query }), headers);
  const { data, errors } = (await answer.json()) as { data?: unknown; errors?: unknown };
  return { status: answer.status, data, errors };
}

const asRouter = (secret: string) => ({ 'router-authorization': secret });
const asCaller = async () => ({ authorization: `Bearer ${await issuer.sign()}` });

describe("the router's secret", () => {
  it.each([{}, asRouter(''), asRouter('wrong'), asRouter('right,'), asRouter('RIGHT')])(
    'rejects %p',
    async (headers) => {
      const server = await startBehind({ routerSecrets: ['right'] });

      expect(await ask(server, DATA, headers)).toMatchObject(UNAUTHENTICATED);
      expect(await ask(server, SDL, headers)).toMatchObject(UNAUTHENTICATED);
      expect(await ask(server, '{ __typename }', headers)).toMatchObject(UNAUTHENTICATED);
    },
  );

  it('accepts either secret during a rotation', async () => {
    const server = await startBehind({ routerSecrets: ['old', 'new'] });

    expect(await ask(server, DATA, asRouter('old'))).toMatchObject({ status: 200 });
    expect(await ask(server, DATA, asRouter('new'))).toMatchObject({ status: 200 });
    expect(await ask(server, DATA, asRouter('old,new'))).toMatchObject(UNAUTHENTICATED);
  });

  it('is checked before the body arrives', async () => {
    const { url } = await startBehind({ routerSecrets: ['right'] });

    const status = await new Promise((resolve, reject) => {
      const unfinished = request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 1_000_000 },
      });
      unfinished.on('response', (response) => {
        resolve(response.statusCode);
        unfinished.destroy();
      });
      unfinished.on('error', reject);
      unfinished.write('{');
    });

    expect(status).toBe(401);
  });
});

describe("the caller's token", () => {
  it.each([
    DATA,
    'query { ... on Query { order(id: "x") { id } } }',
    'query { ...F } fragment F on Query { ...G } fragment G on Query { a: order(id: "x") { id } }',
    '{ _entities(representations: []) { __typename } }',
    '{ _service { sdl } order(id: "x") { id } }',
    'mutation { ingestOrderWebhook(input: { messageId: "", timestamp: "", signature: "", payload: "" }) { outcome } }',
  ])('rejects %s', async (query) => {
    const server = await startBehind({ routerSecrets: ['right'], tokens: issuer.settings });

    expect(await ask(server, query, asRouter('right'))).toEqual({
      ...UNAUTHENTICATED,
      status: 200,
      data: undefined,
    });
  });

  it("is checked after the router's secret", async () => {
    const server = await startBehind({ routerSecrets: ['right'], tokens: issuer.settings });

    expect(await ask(server, DATA, await asCaller())).toMatchObject(UNAUTHENTICATED);
    expect(await ask(server, DATA, { ...asRouter('right'), ...(await asCaller()) })).toEqual({
      status: 200,
      data: { order: null },
      errors: undefined,
    });
  });

  it('is not needed by the router for the SDL', async () => {
    const server = await startBehind({ routerSecrets: ['right'], tokens: issuer.settings });

    const { data } = await ask(server, SDL, asRouter('right'));

    expect(JSON.stringify(data)).toContain('type OrderTransaction');
  });

  it("is needed for the SDL where no router's secret is configured", async () => {
    const server = await startBehind({ tokens: issuer.settings });

    expect(await ask(server, SDL)).toMatchObject(UNAUTHENTICATED);
    expect(await ask(server, SDL, await asCaller())).toMatchObject({ status: 200 });
  });
});
