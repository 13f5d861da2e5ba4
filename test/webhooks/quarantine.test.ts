import { randomBytes, randomUUID } from 'node:crypto';
import { CannotOpenError, Sealer } from '../../src/database/sealer.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { retryQuarantined } from '../../src/webhooks/retry-quarantined.js';
import { useTestDatabase } from '../support/use-database.js';
import { journeyNamed } from '../support/journeys.js';
import { countRows } from '../support/mirror.js';

const { dataSource: database, pool } = useTestDatabase('TEST');
let quarantine: Quarantine;

const key = randomBytes(32);
const CRITICAL = {
  event_type: 'labtest.result.critical',
  team_id: randomUUID(),
  data: { order_id: randomUUID(), updated_at: '2026-03-06T10:00:00Z' },
};
const body = Buffer.from([0x00, 0x7b, 0xff, 0xc3, 0x28]);
const message = { messageId: 'msg_1', reason: 'JSON', body };

beforeAll(() => {
  quarantine = new Quarantine(database, new Sealer([key]));
});

describe('a quarantined message', () => {
  test('is stored once and returned byte for byte', async () => {
    expect(await quarantine.store(message)).toBe(true);
    expect(await quarantine.store({ ...message, body: Buffer.from('other') })).toBe(false);
    expect(await quarantine.find('msg_1')).toEqual(message);
    expect(await quarantine.find('msg_2')).toBeNull();
  });

  test('is encrypted where a key is configured', async () => {
    const readable = Buffer.from('{"patient":"Test Patient"}');
    await quarantine.store({ ...message, body: readable });
    const { rows } = await pool.query<{ body: Buffer }>('SELECT body FROM webhook_quarantine');
    expect(rows[0]?.body.includes('Patient')).toBe(false);
    const stranger = new Quarantine(database, new Sealer([randomBytes(32)]));
    await expect(stranger.find('msg_1')).rejects.toBeInstanceOf(CannotOpenError);
    await expect(new Quarantine(database, null).find('msg_1')).rejects.toBeInstanceOf(
      CannotOpenError,
    );
  });

  test('is stored as it arrived without a key, and is still found after a key is configured', async () => {
    await new Quarantine(database, null).store(message);
    expect(await quarantine.find('msg_1')).toEqual(message);
  });

  test('is encrypted again after a rotation, whether an older key encrypted it or none', async () => {
    const later = randomBytes(32);
    await quarantine.store(message);
    await new Quarantine(database, null).store({ ...message, messageId: 'msg_2' });
    const rotating = new Quarantine(database, new Sealer([later, key]));
    expect(await rotating.listSealedOtherwise()).toEqual(['msg_1', 'msg_2']);

    for (const id of ['msg_1', 'msg_2', 'msg_gone']) await rotating.reseal(id);

    const rotated = new Quarantine(database, new Sealer([later]));
    expect(await rotated.listSealedOtherwise()).toEqual([]);
    expect(await rotated.find('msg_1')).toEqual(message);
    expect(await rotated.find('msg_2')).toEqual({ ...message, messageId: 'msg_2' });
    await expect(quarantine.find('msg_2')).rejects.toBeInstanceOf(CannotOpenError);
  });

  test('is listed without its body', async () => {
    await quarantine.store(message);
    expect(await quarantine.list()).toEqual([
      {
        messageId: 'msg_1',
        reason: 'JSON',
        receivedAt: expect.stringMatching(/Z$/) as unknown,
        size: expect.any(Number) as unknown,
      },
    ]);
  });

  test('stays a known message when it is dropped', async () => {
    await quarantine.store(message);
    expect(await quarantine.drop('msg_1')).toBe(true);
    expect(await quarantine.drop('msg_1')).toBe(false);
    expect(await quarantine.store(message)).toBe(false);
  });

  test('is removed after its retention time', async () => {
    await quarantine.store(message);
    await quarantine.store({ ...message, messageId: 'msg_2' });
    await pool.query(
      `UPDATE webhook_quarantine SET received_at = now() - interval '31 days' WHERE message_id = 'msg_1'`,
    );
    expect(await quarantine.expire(30)).toBe(1);
    expect((await quarantine.list()).map((entry) => entry.messageId)).toEqual(['msg_2']);
  });
});

describe('a retry', () => {
  const parts = (teamIds: string[] = []) => ({
    quarantine,
    ingester: new Ingester(pool),
    teamIds,
  });

  test('ingests a message that has become readable, and removes it from the quarantine', async () => {
    const [webhook] = journeyNamed('a01-walkin-initial-completed').webhooks;
    await quarantine.store({ ...message, body: Buffer.from(JSON.stringify(webhook)) });
    expect(await retryQuarantined('msg_1', parts())).toBe('APPLIED');
    expect(await countRows(pool, 'lab_order')).toBe(1);
    expect(await quarantine.list()).toEqual([]);
    expect(await retryQuarantined('msg_1', parts())).toBe('NOT_FOUND');
  });

  test('applies a pending message under its own id, so that the sender repeats it in vain', async () => {
    const [webhook] = journeyNamed('a01-walkin-initial-completed').webhooks;
    await quarantine.storePending({ ...message, body: Buffer.from(JSON.stringify(webhook)) });
    expect(await quarantine.count()).toBe(0);
    expect(await quarantine.countPending()).toBe(1);
    expect(await quarantine.list()).toMatchObject([{ messageId: 'msg_1', reason: 'PENDING' }]);
    expect(await retryQuarantined('msg_1', parts())).toBe('APPLIED');
    expect(await quarantine.countPending()).toBe(0);
    const { rows } = await pool.query('SELECT key FROM webhook_inbox');
    expect(rows).toEqual([{ key: 'msg_1' }]);
  });

  test("applies nothing of another team's message", async () => {
    const webhooks = [journeyNamed('a01-walkin-initial-completed').webhooks[0], CRITICAL];
    for (const [index, webhook] of webhooks.entries()) {
      const messageId = `msg_${index}`;
      await quarantine.storePending({ messageId, body: Buffer.from(JSON.stringify(webhook)) });
      expect(await retryQuarantined(messageId, parts([randomUUID()]))).toBe('IGNORED');
    }
    expect(await countRows(pool, 'lab_order')).toBe(0);
    expect(await countRows(pool, 'critical_result')).toBe(0);
    expect(await quarantine.list()).toEqual([]);
  });

  test('leaves an unreadable message in the quarantine', async () => {
    await quarantine.store(message);
    expect(await retryQuarantined('msg_1', parts())).toEqual({ unreadable: 'JSON' });
    expect(await quarantine.list()).toHaveLength(1);
  });
});
