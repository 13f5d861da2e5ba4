import { randomUUID } from 'node:crypto';
import {
  createAuditTrail,
  type AuditEntry,
  type StoredAuditTrail,
} from '../../src/access/audit-trail.js';
import { useTestDatabase } from '../support/use-database.js';

const TRANSACTION = 'f426ece3-1777-4235-a9e5-a30221bec6f8';

const { dataSource, pool } = useTestDatabase();
let trail: StoredAuditTrail;

beforeAll(() => {
  trail = createAuditTrail({ dataSource, pool });
});

function entry(given: Partial<AuditEntry> = {}): AuditEntry {
  return {
    requestId: 'request-1',
    viewer: 'token:login-a',
    userId: 'user-a',
    action: 'READ_RESULTS',
    subjectIds: [TRANSACTION],
    outcome: 'DONE',
    ...given,
  };
}

describe('the audit trail', () => {
  it('records who did what to which records, when, and with which outcome', async () => {
    const before = new Date();
    await trail.record([
      entry({ requestId: 'both' }),
      entry({
        requestId: 'both',
        action: 'INGEST_ORDER_WEBHOOK',
        subjectIds: [],
        outcome: 'FAILED',
      }),
    ]);

    const { rows } = await pool.query<{ at: string }>(
      "SELECT * FROM audit_entry WHERE request_id = 'both' ORDER BY id",
    );
    expect(rows).toMatchObject([
      {
        viewer: 'token:login-a',
        user_id: 'user-a',
        action: 'READ_RESULTS',
        subject_ids: [TRANSACTION],
        outcome: 'DONE',
      },
      { action: 'INGEST_ORDER_WEBHOOK', subject_ids: [], outcome: 'FAILED' },
    ]);
    expect(Date.parse(rows[0]?.at ?? '')).toBeGreaterThanOrEqual(before.getTime() - 1);
  });

  it('records entries of one statement with different numbers of ids, and any characters', async () => {
    const ids = [randomUUID(), randomUUID()];
    const values = [
      { userId: null, subjectIds: ids },
      { userId: '', subjectIds: [] },
      { userId: 'NULL', subjectIds: [TRANSACTION] },
      { userId: '{"a,b\\",NULL}', subjectIds: [] },
    ];
    await trail.record(values.map((given) => entry({ requestId: 'characters', ...given })));

    const { rows } = await pool.query(
      `SELECT user_id AS "userId", subject_ids AS "subjectIds" FROM audit_entry
       WHERE request_id = 'characters' ORDER BY id`,
    );
    expect(rows).toEqual(values);
  });

  it.each([
    "UPDATE audit_entry SET viewer = 'gateway'",
    'DELETE FROM audit_entry',
    'DELETE FROM audit_entry WHERE false',
    'TRUNCATE audit_entry',
    "INSERT INTO audit_entry (id, request_id, viewer, action, subject_ids, outcome) VALUES (1, '', '', '', '{}', '')",
  ])('cannot be rewritten by %s', async (statement) => {
    await trail.record([entry()]);
    const before = await pool.query('SELECT * FROM audit_entry ORDER BY id');

    await expect(pool.query(statement)).rejects.toThrow(/audit_entry is append-only|column "id"/);

    const after = await pool.query('SELECT * FROM audit_entry ORDER BY id');
    expect(after.rows).toEqual(before.rows);
  });

  it('rejects when an entry cannot be written', async () => {
    await expect(trail.record([entry({ subjectIds: ['no uuid'] })])).rejects.toThrow(/uuid/);
  });

  it('writes what requests record at the same moment by one statement', async () => {
    const statements = jest.spyOn(pool, 'query');
    const requests = ['at-once-1', 'at-once-2', 'at-once-3'];

    await Promise.all(requests.map((requestId) => trail.record([entry({ requestId })])));

    expect(statements).toHaveBeenCalledTimes(1);
    statements.mockRestore();
    const { rows } = await pool.query(
      "SELECT request_id FROM audit_entry WHERE request_id LIKE 'at-once-%' ORDER BY id",
    );
    expect(rows).toEqual(requests.map((requestId) => ({ request_id: requestId })));
  });

  it('writes the other entries when one of them cannot be written', async () => {
    const outcomes = await Promise.allSettled([
      trail.record([entry({ requestId: 'beside-1' })]),
      trail.record([entry({ requestId: 'beside-2', subjectIds: ['no uuid'] })]),
      trail.record([entry({ requestId: 'beside-3' })]),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { rows } = await pool.query(
      "SELECT request_id FROM audit_entry WHERE request_id LIKE 'beside-%' ORDER BY id",
    );
    expect(rows).toEqual([{ request_id: 'beside-1' }, { request_id: 'beside-3' }]);
  });

  it('names the first ten of the records that were not found, and counts them', async () => {
    const subjectIds = Array.from({ length: 500 }, () => randomUUID());
    await trail.record([entry({ requestId: 'many', subjectIds, outcome: 'NOT_FOUND' })]);
    await trail.record([entry({ requestId: 'many', subjectIds, outcome: 'DONE' })]);

    const { rows } = await pool.query(
      `SELECT outcome, subject_ids AS ids, subject_count::int AS count FROM audit_entry
       WHERE request_id = 'many' ORDER BY id`,
    );
    expect(rows).toEqual([
      { outcome: 'NOT_FOUND', ids: subjectIds.slice(0, 10), count: 500 },
      { outcome: 'DONE', ids: subjectIds, count: 500 },
    ]);
  });
});

describe('the audit trail of rejections', () => {
  const REJECTED = { subjectIds: [], action: 'TRACK_ORDER', outcome: 'REJECTED' } as const;
  let viewer: string;
  let now: number;

  beforeEach(() => {
    viewer = `token:${randomUUID()}`;
    now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    trail = createAuditTrail({ dataSource, pool });
  });
  afterEach(() => jest.restoreAllMocks());

  const reject = (given: Partial<AuditEntry> = {}) =>
    trail.record([entry({ ...REJECTED, viewer, ...given })]);

  async function recorded(): Promise<unknown[]> {
    const { rows } = await pool.query<object>(
      'SELECT action, repeats::int FROM audit_entry WHERE viewer = $1 ORDER BY id',
      [viewer],
    );
    return rows;
  }

  it('records one rejection a minute for each viewer and action, and counts the others', async () => {
    for (let count = 0; count < 1_000; count++) await reject();
    await reject({ action: 'INGEST_ORDER_WEBHOOK' });
    expect(await recorded()).toEqual([
      { action: 'TRACK_ORDER', repeats: 0 },
      { action: 'INGEST_ORDER_WEBHOOK', repeats: 0 },
    ]);

    now += 60_001;
    await reject();
    expect((await recorded()).slice(2)).toEqual([{ action: 'TRACK_ORDER', repeats: 999 }]);
  });

  it('writes the counts with the next rejection of any viewer', async () => {
    await reject();
    await reject();
    await reject();
    now += 60_001;
    await reject({ viewer: `token:${randomUUID()}` });
    expect(await recorded()).toEqual([
      { action: 'TRACK_ORDER', repeats: 0 },
      { action: 'TRACK_ORDER', repeats: 1 },
    ]);
  });

  it('writes the counts when the service stops', async () => {
    await reject();
    await reject();
    await trail.flush();
    expect(await recorded()).toHaveLength(2);
    await trail.flush();
    expect(await recorded()).toHaveLength(2);
  });

  it('records every action that was not rejected', async () => {
    await reject();
    await reject();
    await reject({ outcome: 'DONE' });
    await reject({ outcome: 'FAILED' });
    expect(await recorded()).toHaveLength(3);
  });
});
