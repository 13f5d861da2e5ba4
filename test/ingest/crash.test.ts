import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import {
  Ingester,
  IngestRejectedError,
  IngestUnavailableError,
} from '../../src/ingest/ingester.js';
import type { InboxMessage } from '../../src/store/write/inbox.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { emptyTables } from '../support/empty-tables.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed, journeys } from '../support/journeys.js';
import { messagesOf, withFreshIds } from '../support/messages.js';
import { mirrorState } from '../support/mirror.js';
import { compiledProgram } from '../support/programs.js';
import { useTestDatabase } from '../support/use-database.js';

/** `KILLS=500` repeats the test until that many processes were killed, which takes about ten minutes. */
const KILLS = Number(process.env.KILLS ?? 12);
/** All rounds use one database: each replay reads everything that earlier rounds stored. */
const ROUNDS = 12;

const { pool } = useTestDatabase('TEST');

function startIngestProcess(): ChildProcess {
  return fork(compiledProgram('ingest'), [testDatabaseUrl()]);
}

/**
 * Starts a process that ingests messages, and kills it some milliseconds after an acknowledgement. Counting
 * acknowledgements instead of time ensures that the kill also happens between messages on a slow machine. @returns
 * the acknowledged messages
 */
async function killWhileTaking(messages: readonly InboxMessage[]): Promise<string[]> {
  const child = startIngestProcess();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const last = Math.floor(Math.random() * messages.length * 0.8);
  const acknowledged: string[] = [];
  child.on('message', (said: { ready?: true; acknowledged?: string }) => {
    if (said.ready) child.send(messages);
    if (said.acknowledged) acknowledged.push(said.acknowledged);
    if (acknowledged.length === last) void killSoon(child);
  });
  await exited;
  return acknowledged;
}

async function killSoon(child: ChildProcess): Promise<void> {
  await setTimeout(Math.random() * 5);
  child.kill('SIGKILL');
}

async function takeAll(messages: readonly InboxMessage[]): Promise<void> {
  const ingester = new Ingester(pool);
  for (let start = 0; start < messages.length; start += 1000) {
    const some = messages.slice(start, start + 1000);
    await Promise.all(some.map((message) => ingester.take(message)));
  }
}

async function inboxKeys(): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>('SELECT key FROM webhook_inbox');
  return rows.map(({ key }) => key);
}

const KILLED_BEFORE = Array.from({ length: Math.ceil(KILLS / ROUNDS) }, (_, run) => run * ROUNDS);

test.each(KILLED_BEFORE)(
  'kill -9 at any moment loses nothing acknowledged and leaves nothing half written, after %i kills',
  async () => {
    const all: InboxMessage[] = [];
    let cutShort = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const messages = journeys.flatMap(({ webhooks, name }) =>
        messagesOf(withFreshIds(webhooks), `${round}-${name}`),
      );
      all.push(...messages);
      const acknowledged = await killWhileTaking(messages);
      if (acknowledged.length < messages.length) cutShort++;
      expect(await inboxKeys()).toEqual(expect.arrayContaining(acknowledged));
      expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
    }
    expect(cutShort).toBeGreaterThan(ROUNDS / 2);

    // The sender repeats all messages without an acknowledgement, and some with one.
    await takeAll(all);
    const state = await mirrorState(pool);
    await emptyTables(pool);
    await takeAll(all.toReversed());
    expect(await mirrorState(pool)).toBe(state);
  },
  300_000,
);

describe('when a statement of the ingest path fails', () => {
  const messages = messagesOf(journeyNamed('b01-redraw-full').webhooks, 'redraw');
  const [message] = messages;
  if (!message) throw new Error('the journey has no order webhook');

  /** The same pool, but the nth statement of every transaction fails before it reaches the database. */
  function failingAt(nth: number, failure: Error): Pool {
    const connect = async () => {
      const client = await pool.connect();
      let count = 0;
      return new Proxy(client, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          return (...given: unknown[]): unknown => {
            const counts = name === 'query' && given[0] !== 'ROLLBACK';
            if (counts && ++count === nth) return Promise.reject(failure);
            return value.apply(target, given) as unknown;
          };
        },
      });
    };
    return { connect } as unknown as Pool;
  }

  const NOTHING =
    '{"appointments":[],"criticalResults":[],"events":[],"orders":[],"transactions":[]}';

  // BEGIN, lock, load, search the inbox, insert into the inbox, save and announce, COMMIT.
  test.each(Array.from({ length: 7 }, (_, index) => index + 1))(
    'nothing is written for a temporary reason, and a repeat succeeds: statement %i',
    async (nth) => {
      const failure = Object.assign(new Error('shutting down'), { code: '57P01' });
      const taken = new Ingester(failingAt(nth, failure)).take(message);
      await expect(taken).rejects.toBeInstanceOf(IngestUnavailableError);
      expect(await inboxKeys()).toEqual([]);
      expect(await mirrorState(pool)).toBe(NOTHING);
      expect(await new Ingester(pool).take(message)).toBe('APPLIED');
    },
  );

  test.each(['22001', '23514', '54000'])(
    'the message is quarantined when its data is the reason: %s',
    async (code) => {
      const failure = Object.assign(new Error('value too long'), { code });
      const taken = new Ingester(failingAt(5, failure)).take(message);
      await expect(taken).rejects.toBeInstanceOf(IngestRejectedError);
      expect(await mirrorState(pool)).toBe(NOTHING);
    },
  );

  test.each(['42P01', '42501', '25006', '53100', '53200', '57014', '55P03', 'XX000', undefined])(
    'the sender repeats the message when the service is the reason: %s',
    async (code) => {
      const failure = Object.assign(new Error('failed'), { code });
      const taken = new Ingester(failingAt(5, failure)).take(message);
      await expect(taken).rejects.toBeInstanceOf(IngestUnavailableError);
      expect(await mirrorState(pool)).toBe(NOTHING);
    },
  );

  test('the sender repeats the message when the queue of notifications is full at COMMIT', async () => {
    const failure = Object.assign(new Error('too many notifications'), { code: '54000' });
    const taken = new Ingester(failingAt(7, failure)).take(message);
    await expect(taken).rejects.toBeInstanceOf(IngestUnavailableError);
    expect(await mirrorState(pool)).toBe(NOTHING);
  });

  test('the ingest path has no more than those seven', async () => {
    const failure = Object.assign(new Error('shutting down'), { code: '57P01' });
    expect(await new Ingester(failingAt(8, failure)).take(message)).toBe('APPLIED');
  });
});

test('one poison message does not hold up the others', async () => {
  // A trigger represents any reason for which the database rejects only one message.
  await pool.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '22023'; END $$;
    CREATE TRIGGER poison BEFORE INSERT ON webhook_inbox
    FOR EACH ROW WHEN (NEW.key = 'redraw-3') EXECUTE FUNCTION refuse();
  `);
  const messages = messagesOf(journeyNamed('b01-redraw-full').webhooks, 'redraw');
  const ingester = new Ingester(pool);
  const outcomes = await Promise.allSettled(messages.map((message) => ingester.take(message)));
  await pool.query('DROP TRIGGER poison ON webhook_inbox; DROP FUNCTION refuse');

  const refused = outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
  expect(refused).toEqual([3]);
  expect(outcomes[3]).toMatchObject({ reason: expect.any(IngestRejectedError) as unknown });
});
