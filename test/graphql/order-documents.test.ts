import { randomUUID } from 'node:crypto';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { DocumentLinks } from '../../src/documents/document-links.js';
import { MissingDocuments } from '../../src/documents/missing-documents.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { useTestDatabase } from '../support/use-database.js';
import { useGraphServer } from './support/graph-server.js';

const { dataSource, pool } = useTestDatabase('TEST');
const missing = new MissingDocuments(pool);
const graph = useGraphServer(() => ({
  mirror: createMirrorReads(pool),
  audit: createAuditTrail({ dataSource, pool }),
  labDocuments: { links: new DocumentLinks({ secret: 'secret', publicUrl: null }), missing },
}));

interface Webhook {
  readonly data: { readonly id: string; readonly [key: string]: unknown };
}

const [created] = journeyNamed('a01-walkin-initial-completed').webhooks as unknown as Webhook[];
const id = created?.data.id ?? '';

/** The order with events of these low-level statuses. */
async function receiveOrder(
  lowStatuses: readonly string[],
  data: object = {},
  high = 'any',
): Promise<void> {
  const events = lowStatuses.map((low, index) => ({
    id: index + 1,
    created_at: `2026-03-03T10:0${index}:00Z`,
    status: `${high}.walk_in_test.${low}`,
  }));
  const webhook = { ...created, data: { ...created?.data, ...data, events, last_event: null } };
  const ingester = new Ingester(pool);
  for (const message of messagesOf([webhook], randomUUID())) await ingester.take(message);
}

type Documents = Record<'requisitionPdf' | 'resultsPdf' | 'abnPdf', { url: string } | null>;

async function readDocuments(): Promise<Documents> {
  const selection = '{ requisitionPdf { url } resultsPdf { url } abnPdf { url } }';
  const query = `query($id: ID!) { order(id: $id) ${selection} }`;
  const { data, errors } = await graph.ask(query, { id });
  expect(errors).toBeUndefined();
  return (data as { order: Documents }).order;
}

async function availableDocuments(): Promise<string[]> {
  const found = Object.entries(await readDocuments());
  return found.flatMap(([name, link]) => (link === null ? [] : [name]));
}

describe('the documents of an order', () => {
  it.each<[string[], object, string[]]>([
    [['ordered'], {}, []],
    [['ordered', 'requisition_created'], {}, ['requisitionPdf']],
    [['ordered', 'requisition_created'], { has_abn: true }, ['requisitionPdf', 'abnPdf']],
    [['ordered', 'requisition_created'], { has_abn: null }, ['requisitionPdf']],
    [['ordered', 'requisition_bypassed'], {}, []],
    [['ordered', 'requisition_bypassed', 'completed'], {}, ['resultsPdf']],
    [['ordered', 'requisition_created', 'cancelled'], {}, []],
    [['ordered', 'requisition_created', 'do_not_process'], {}, []],
    [['ordered', 'requisition_created', 'completed'], {}, ['requisitionPdf', 'resultsPdf']],
    [['ordered', 'requisition_created', 'partial_results'], {}, ['requisitionPdf', 'resultsPdf']],
    [['requisition_created', 'redraw_available'], {}, ['requisitionPdf', 'resultsPdf']],
    [
      ['requisition_created', 'partial_results', 'sample_error'],
      {},
      ['requisitionPdf', 'resultsPdf'],
    ],
  ])(
    'are available by events and results: after %j with %j, %j',
    async (lowStatuses, data, available) => {
      await receiveOrder(lowStatuses, data);
      expect(await availableDocuments()).toEqual(available);
    },
  );

  it.each<[string[], boolean]>([
    [['ordered'], false],
    [['requisition_created', 'partial_results'], true],
    [['requisition_created', 'partial_results', 'sample_error'], true],
    [['requisition_created', 'partial_results', 'cancelled'], true],
  ])(
    'include results of the whole transaction exactly where the order has them: %j',
    async (lowStatuses, has) => {
      await receiveOrder(lowStatuses);
      const selection = 'resultsPdf { url } transaction { resultsPdf { url } }';
      const { data } = await graph.ask(`query($id: ID!) { order(id: $id) { ${selection} } }`, {
        id,
      });
      const link = has ? { url: expect.stringContaining('/results/pdf/') as unknown } : null;
      expect(data).toEqual({ order: { resultsPdf: link, transaction: { resultsPdf: link } } });
    },
  );

  it('contain no requisition of a cancelled order whose last word is not known', async () => {
    await receiveOrder(['requisition_created', 'withdrawn'], {}, 'cancelled');
    expect(await availableDocuments()).toEqual([]);
  });

  it('are null after a 404 until the order changes, and a replay leaves that alone', async () => {
    await receiveOrder(['ordered', 'requisition_created'], { has_abn: true });
    const version = await missing.versionOf('ORDER_REQUISITION', id);
    await missing.record('ORDER_REQUISITION', id, version ?? '');

    expect(await availableDocuments()).toEqual(['abnPdf']);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
    expect(await availableDocuments()).toEqual(['abnPdf']);
    await receiveOrder(['ordered', 'requisition_created', 'appointment_pending']);
    expect(await availableDocuments()).toEqual(['requisitionPdf']);
  });

  it('are recorded in the audit trail when their links are made', async () => {
    await receiveOrder(['requisition_created', 'completed'], { has_abn: true });
    await readDocuments();
    const { rows } = await pool.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE subject_ids = ARRAY[$1::uuid] AND action LIKE '%PDF'
       ORDER BY id DESC LIMIT 3`,
      [id],
    );
    expect(rows.map(({ action }) => action).sort()).toEqual([
      'READ_ABN_PDF',
      'READ_REQUISITION_PDF',
      'READ_RESULTS_PDF',
    ]);
  });
});
