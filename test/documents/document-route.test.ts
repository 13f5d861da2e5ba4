import Fastify from 'fastify';
import { createServer, type RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { DOCUMENTS, type DocumentKind } from '../../src/documents/document-kinds.js';
import { DocumentLinks, type DocumentPermission } from '../../src/documents/document-links.js';
import { registerDocumentRoute } from '../../src/documents/document-route.js';
import { MissingDocuments } from '../../src/documents/missing-documents.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { journeyNamed } from '../support/journeys.js';
import { json } from '../junction/upstream-server.js';
import { useResultsStage, REDRAWN } from '../results/support/results-stage.js';
import { useResource } from '../support/use-resource.js';

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 'x')]);
const { transaction, initial } = REDRAWN;
const { webhooks } = journeyNamed('b01-redraw-full');
const [first] = webhooks as unknown as readonly { readonly client_user_id: string }[];
const OWNER = first?.client_user_id ?? '';
const PERMISSION: DocumentPermission = {
  kind: 'TRANSACTION_RESULTS',
  id: transaction,
  viewer: 'token:login-1',
  userId: OWNER,
  seesAll: false,
};

const stage = useResultsStage();
const links = new DocumentLinks({ secret: 'secret', publicUrl: null });
const server = useResource(startServer, ({ fastify }) => fastify.close());

beforeEach(async () => {
  stage.junction.answerWith(pdf(PDF));
  await stage.receive(webhooks);
});

async function startServer() {
  const fastify = Fastify({ keepAliveTimeout: 100 });
  registerDocumentRoute(fastify, {
    links,
    missing: new MissingDocuments(stage.pool),
    mirror: createMirrorReads(stage.pool),
    junction: stage.client,
    audit: createAuditTrail({ dataSource: stage.database, pool: stage.pool }),
  });
  return { fastify, url: await fastify.listen({ host: '127.0.0.1', port: 0 }) };
}

function pdf(body: Buffer, status = 200): RequestListener {
  return (_, response) =>
    response.writeHead(status, { 'content-type': 'application/pdf' }).end(body);
}

function get(url: string, method = 'GET'): Promise<Response> {
  return fetch(`${server.url}${url}`, { method });
}

function link(now = Date.now(), permission: Partial<DocumentPermission> = {}): string {
  return links.make({ ...PERMISSION, ...permission }, now).url;
}

async function audited(): Promise<unknown[]> {
  const { rows } = await stage.pool.query<object>(
    `SELECT viewer, user_id, action, subject_ids AS ids, outcome FROM audit_entry ORDER BY id DESC LIMIT 1`,
  );
  return rows;
}

describe('the PDF of results', () => {
  it('is returned as the laboratory issued it', async () => {
    const response = await get(link());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await response.arrayBuffer()).equals(PDF)).toBe(true);
    expect(stage.junction.requests.at(-1)?.url).toBe(
      `/v3/order_transaction/${transaction}/result/pdf`,
    );
  });

  it('must not be stored by caches', async () => {
    const response = await get(link());
    await response.arrayBuffer();
    const { headers } = response;
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is recognized by its first bytes, even when they arrive one by one', async () => {
    stage.junction.answerWith((_, response) => {
      void (async () => {
        for (const byte of '%PDF-1.7') {
          response.write(byte);
          await sleep(5);
        }
        response.end();
      })();
    });
    expect(await (await get(link())).text()).toBe('%PDF-1.7');
  });

  it('is opened twenty times by one link, and no further', async () => {
    const url = link();
    const before = stage.junction.requests.length;
    const statuses: number[] = [];
    for (let opening = 0; opening < 40; opening++) {
      const response = await get(url);
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([...Array<number>(20).fill(200), ...Array<number>(20).fill(429)]);
    expect(stage.junction.requests.length - before).toBe(20);
    expect((await get(link())).status).toBe(200);
  });

  it('is opened by one link four times at once', async () => {
    const url = link();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    stage.junction.answerWith((request, response) => {
      void held.then(() => pdf(PDF)(request, response));
    });
    let answered = 0;
    const openings = Array.from({ length: 30 }, async () => {
      const response = await get(url);
      answered++;
      return response;
    });
    while (answered < 26) await sleep(10);
    release();
    const statuses = (await Promise.all(openings)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(4).fill(200), ...Array<number>(26).fill(429)]);
    await Promise.all((await Promise.all(openings)).map((response) => response.arrayBuffer()));
    await sleep(20);
    expect((await get(url)).status).toBe(200);
  });

  it.each<[DocumentKind, string, string]>([
    ['ORDER_REQUISITION', initial, `/v3/order/${initial}/requisition/pdf`],
    ['ORDER_RESULTS', initial, `/v3/order/${initial}/result/pdf`],
    ['ORDER_ABN', initial, `/v3/order/${initial}/abn_pdf`],
    ['TRANSACTION_RESULTS', transaction, `/v3/order_transaction/${transaction}/result/pdf`],
  ])('has, as %s, a path and an audit action of its own', async (kind, id, path) => {
    const response = await get(link(Date.now(), { kind, id }));
    await response.arrayBuffer();
    expect(response.status).toBe(200);
    expect(stage.junction.requests.at(-1)?.url).toBe(path);
    expect(await audited()).toMatchObject([{ action: DOCUMENTS[kind].action, ids: [id] }]);
  });

  it('is recorded in the audit trail under the caller who received the link', async () => {
    await (await get(link())).arrayBuffer();
    expect(await audited()).toEqual([
      {
        viewer: 'token:login-1',
        user_id: OWNER,
        action: 'READ_RESULTS_PDF',
        ids: [transaction],
        outcome: 'DONE',
      },
    ]);
  });

  it('is not returned when the audit trail cannot record it', async () => {
    await stage.pool.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
    const response = await get(link());
    await stage.pool.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
  });

  it('is a failed download when it stops half-way, not a short report', async () => {
    stage.junction.answerWith((request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '1000' });
      response.write('%PDF-1.7 half', () => setTimeout(() => request.socket.destroy(), 20));
    });
    const response = await get(link());
    await expect(response.arrayBuffer()).rejects.toThrow();
  });
});

describe('a link that permits nothing', () => {
  it.each<[string, () => string]>([
    ['has expired', () => link(Date.now() - 6 * 60_000)],
    ['was made up', () => '/results/pdf/AAAA'],
    ['was changed', () => link().slice(0, -3)],
    ['was padded', () => `${link()}=`],
    ['has a foreign character', () => `${link()}!`],
    ['is empty', () => '/results/pdf/'],
  ])('is rejected without a reason and without a call of Junction: it %s', async (_, url) => {
    const before = stage.junction.requests.length;
    const response = await get(url());
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
    expect(stage.junction.requests).toHaveLength(before);
  });

  it('does not become one by another method', async () => {
    expect((await get(link(), 'HEAD')).status).toBe(404);
    expect((await get(link(), 'POST')).status).toBe(404);
  });
});

describe('the right to a document', () => {
  it.each([
    ['ORDER_REQUISITION' as const, initial],
    ['TRANSACTION_RESULTS' as const, transaction],
  ])('is checked again when a link to %s is opened', async (kind, id) => {
    const url = link(Date.now(), { kind, id });
    const forAll = link(Date.now(), { kind, id, userId: null, seesAll: true });
    await (await get(url)).arrayBuffer();
    const before = stage.junction.requests.length;
    await stage.pool.query(`UPDATE lab_order SET user_id = 'another-person'`);

    const response = await get(url);
    const requests = stage.junction.requests.length - before;
    const responseForAll = await get(forAll);
    await responseForAll.arrayBuffer();
    await stage.pool.query('UPDATE lab_order SET user_id = $1', [OWNER]);

    expect([response.status, await response.text(), requests]).toEqual([403, '', 0]);
    expect(responseForAll.status).toBe(200);
  });

  it('is denied for an order that is unknown or erased', async () => {
    const id = '00000000-0000-4000-8000-00000000000f';
    const unknown = link(Date.now(), { kind: 'ORDER_RESULTS', id, seesAll: true });
    expect((await get(unknown)).status).toBe(403);
  });
});

describe('a document that Junction does not have', () => {
  const missing = () => new MissingDocuments(stage.pool);

  it('is recorded with the version of its order, until the order changes', async () => {
    stage.junction.answerWith(json(404, {}));
    expect((await get(link(Date.now(), { kind: 'ORDER_RESULTS', id: initial }))).status).toBe(404);

    expect(await missing().find('ORDER_RESULTS', [initial])).toEqual(new Set([initial]));
    expect(await missing().find('ORDER_REQUISITION', [initial])).toEqual(new Set());
    await stage.pool.query('UPDATE lab_order SET changed_at = now() WHERE id = $1', [initial]);
    expect(await missing().find('ORDER_RESULTS', [initial])).toEqual(new Set());
  });

  it('is not recorded when Junction could not be reached', async () => {
    stage.junction.answerWith(json(503, {}));
    await get(link(Date.now(), { kind: 'ORDER_ABN', id: initial }));
    expect(await missing().find('ORDER_ABN', [initial])).toEqual(new Set());
  });

  it('is not recorded for an order that is gone', async () => {
    const id = '00000000-0000-4000-8000-00000000000f';
    await missing().record('ORDER_ABN', id, '1');
    const { rows } = await stage.pool.query('SELECT 1 FROM missing_document WHERE id = $1', [id]);
    expect(rows).toEqual([]);
  });
});

describe('when Junction has no PDF to give, the route', () => {
  const html: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-type': 'application/pdf' }).end('<p>never to be seen</p>');

  it.each<[string, RequestListener, number, string]>([
    ['404 for none', json(404, { detail: 'never to be seen' }), 404, 'NOT_FOUND'],
    ['502 for a page that says it is one', html, 502, 'FAILED'],
    ['502 for JSON', json(200, { detail: 'never to be seen' }), 502, 'FAILED'],
    ['502 for an empty body', pdf(Buffer.alloc(0)), 502, 'FAILED'],
    ['502 for a refusal', json(422, { detail: 'never to be seen' }), 502, 'FAILED'],
    ['503 for an outage', json(503, { detail: 'never to be seen' }), 503, 'FAILED'],
  ])('answers %s', async (_, listener, status, outcome) => {
    stage.junction.answerWith(listener);
    const response = await get(link());
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    expect(await audited()).toMatchObject([{ outcome }]);
  });

  it('does not follow it to another host', async () => {
    let visits = 0;
    const stranger = createServer((_, response) => {
      visits++;
      response.end(PDF);
    });
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const address = stranger.address() as { port: number };
    const location = `http://127.0.0.1:${address.port}/report.pdf`;
    stage.junction.answerWith(json(302, {}, { headers: { location } }));

    expect((await get(link())).status).toBe(502);
    expect(visits).toBe(0);
    await new Promise((closed) => stranger.close(closed));
  });
});
