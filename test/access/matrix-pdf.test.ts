import Fastify, { type FastifyInstance } from 'fastify';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { DocumentLinks } from '../../src/documents/document-links.js';
import { registerDocumentRoute } from '../../src/documents/document-route.js';
import { MissingDocuments } from '../../src/documents/missing-documents.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { headersOf, REFUSED, ROUTER_SECRET, type Caller } from './support/callers.js';
import { useIssuer } from './support/issuer.js';
import { insertTwoPatients, TRANSACTIONS } from './support/two-patients.js';
import { useTestDatabase } from '../support/use-database.js';
import { useJunction } from '../junction/use-junction.js';

const ALL_TRANSACTIONS = Object.values(TRANSACTIONS);
const ASK = `{ ${ALL_TRANSACTIONS.map(
  (id, index) => `f${index}: orderTransaction(id: "${id}") { id resultsPdf { url } }`,
).join('\n')} }`;

const { dataSource, pool } = useTestDatabase();
const issuer = useIssuer();
const { junction, client } = useJunction();
const labDocuments = {
  links: new DocumentLinks({ secret: 'the secret of the links', publicUrl: null }),
  missing: new MissingDocuments(pool),
};
const mirror = createMirrorReads(pool);
const audit = createAuditTrail({ dataSource, pool });
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [ROUTER_SECRET], tokens: issuer.settings }),
  mirror,
  labDocuments,
  audit,
}));
let fastify: FastifyInstance;
let base: string;

beforeAll(async () => {
  junction.answerWith((_, response) => {
    response.setHeader('content-type', 'application/pdf').end('%PDF-1.7');
  });
  fastify = Fastify({ keepAliveTimeout: 100 });
  registerDocumentRoute(fastify, { ...labDocuments, mirror, junction: client, audit });
  base = await fastify.listen({ host: '127.0.0.1', port: 0 });
  await insertTwoPatients(pool);
  await pool.query(`UPDATE lab_order SET status = 'completed.walk_in_test.completed'`);
});

afterAll(() => fastify.close());

interface Found {
  readonly id: string;
  readonly resultsPdf: { readonly url: string } | null;
}

/** The links that a caller receives, by transaction. */
async function linksFor(caller: Caller): Promise<Map<string, string>> {
  const { data } = await graph.ask(ASK, {}, await headersOf(issuer, caller));
  const found = Object.values(data as Record<string, Found | null>);
  return new Map(
    found.flatMap((it) => (it?.resultsPdf ? [[it.id, it.resultsPdf.url] as const] : [])),
  );
}

describe('a PDF of results', () => {
  const mayRead: [Caller, string[]][] = [
    ['user A', [TRANSACTIONS.ofA]],
    ['user B', [TRANSACTIONS.ofB]],
    ['staff', ALL_TRANSACTIONS],
    ['a user without orders', []],
    ['a machine without a user', []],
  ];

  it.each(mayRead)(
    'is available to %s where every order is theirs',
    async (caller, transactions) => {
      const links = await linksFor(caller);
      expect([...links.keys()].sort()).toEqual([...transactions].sort());

      for (const [transaction, url] of links) {
        const before = junction.requests.length;
        const response = await fetch(`${base}${url}`);
        expect(await response.text()).toBe('%PDF-1.7');
        const asked = junction.requests.slice(before).map((request) => request.url);
        expect(asked).toEqual([`/v3/order_transaction/${transaction}/result/pdf`]);
      }
    },
  );

  it.each(REFUSED)('has no link for %s', async (_who, headers) => {
    const answer = await graph.ask(ASK, {}, await headers(issuer));

    expect(answer.data).toBeUndefined();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('does not open with other credentials or with a forged link', async () => {
    const forOther = new DocumentLinks({ secret: 'another secret', publicUrl: null });
    const permission = {
      kind: 'TRANSACTION_RESULTS' as const,
      id: TRANSACTIONS.ofB,
      viewer: 'token:user-a',
      userId: null,
      seesAll: true,
    };
    const forged = [
      `/results/pdf/${TRANSACTIONS.ofB}`,
      '/results/pdf/',
      forOther.make(permission, Date.now()).url,
    ];
    const before = junction.requests.length;

    for (const url of forged) {
      const response = await fetch(`${base}${url}`, { headers: await headersOf(issuer, 'user A') });
      expect([response.status, await response.text()]).toEqual([403, '']);
    }
    expect(junction.requests).toHaveLength(before);
  });
});
