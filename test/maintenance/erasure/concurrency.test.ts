import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Sealer } from '../../../src/database/sealer.js';
import { inManagedTransaction, type OpenTransaction } from '../../../src/database/transaction.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { OrderNotices } from '../../../src/ingest/order-notices.js';
import { Quarantine } from '../../../src/ingest/quarantine.js';
import { eraseUser } from '../../../src/maintenance/erasure/erase-user.js';
import { removeFinished } from '../../../src/maintenance/erasure/remove-finished.js';
import { removePerson } from '../../../src/maintenance/erasure/person-removal.js';
import { Pace } from '../../../src/maintenance/pace.js';
import { pruneInbox } from '../../../src/maintenance/prune-inbox.js';
import { isEqual, replay } from '../../../src/maintenance/replay.js';
import { NO_IDS } from '../../../src/orders/affected-ids.js';
import { StoredResults } from '../../../src/results/store/stored-results.js';
import { testDatabaseUrl } from '../../support/test-server.js';
import { heldLock } from '../../support/held-lock.js';
import { journeyNamed } from '../../support/journeys.js';
import { testLogger } from '../../support/logger.js';
import { messagesOf, withFreshIds } from '../../support/messages.js';
import { countRows } from '../../support/mirror.js';
import { useTestDatabase } from '../../support/use-database.js';

const REDRAW = journeyNamed('b01-redraw-full');
const [TRANSACTION = ''] = Object.keys(REDRAW.expected.transactions);
const [ORDER = ''] = Object.keys(REDRAW.expected.orders);
const HERS = 'patient of the test';

const { dataSource, pool } = useTestDatabase('TEST');
let ingester: Ingester;
beforeEach(() => {
  ingester = new Ingester(pool);
});

const webhooksOf = (user: string) =>
  REDRAW.webhooks.map((webhook) => ({ ...webhook, client_user_id: user }));

async function take(webhooks: readonly object[], prefix: string): Promise<void> {
  await Promise.all(messagesOf(webhooks, prefix).map((message) => ingester.take(message)));
}

const replaysEqually = async () => isEqual(await replay(testDatabaseUrl()));

/** Runs the work while the database transaction of an erasure is open. */
async function duringErasure(work: (transaction: OpenTransaction) => Promise<void>): Promise<void> {
  await inManagedTransaction(dataSource, async (transaction) => {
    await removePerson(transaction, HERS, NO_IDS);
    await work(transaction);
  });
}

/** Whether the work has settled after a delay. */
async function settles(work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), pause(300).then(() => false)]);
}

describe('while a person is erased', () => {
  beforeEach(() => take(webhooksOf(HERS), 'hers'));

  it('webhooks of others are stored, and no table is locked against writers', async () => {
    await duringErasure(async ({ client }) => {
      await take(webhooksOf('another').map(withFreshIds), 'other');
      const { rows } = await client.query<{ mode: string }>(
        `SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'`,
      );
      const modes = rows.map(({ mode }) => mode);
      expect(modes).toContain('RowExclusiveLock');
      for (const mode of modes) {
        expect(['AccessShareLock', 'RowShareLock', 'RowExclusiveLock']).toContain(mode);
      }
    });
    expect(await replaysEqually()).toBe(true);
  });

  it('webhooks of the person wait, and are stored when the erasure has ended', async () => {
    let later: Promise<void> = Promise.resolve();
    await duringErasure(async () => {
      later = take(webhooksOf(HERS), 'later');
      expect(await settles(later)).toBe(false);
    });
    await later;
    expect(await countRows(pool, 'lab_order')).toBe(2);
    expect(await replaysEqually()).toBe(true);
  });

  it.each([
    ['results', () => storeResults()],
    ['a notice', () => new OrderNotices(dataSource).record(ORDER)],
  ])('%s of the person that arrive late are not stored', async (_what, write) => {
    let later: Promise<void> = Promise.resolve();
    await duringErasure(async () => {
      later = write();
      expect(await settles(later)).toBe(false);
    });
    await later;
    expect(await countRows(pool, 'lab_result')).toBe(0);
    expect(await countRows(pool, 'order_notice')).toBe(0);
  });

  it('its limits of time stay in force', async () => {
    await duringErasure(async ({ client }) => {
      const { rows } = await client.query<Record<string, string>>(
        `SELECT current_setting('statement_timeout') AS statement,
                current_setting('idle_in_transaction_session_timeout') AS idle`,
      );
      expect(rows).toEqual([{ statement: '10s', idle: '15s' }]);
    });
  });
});

/** Stores results that were fetched before the erasure. */
async function storeResults(): Promise<void> {
  const store = new StoredResults(dataSource, new Sealer([randomBytes(32)]), testLogger(), pool);
  const answer = { version: '1', results: null, ageMs: 0, startedAt: performance.now() };
  await store.save([
    { ...answer, kind: 'TRANSACTION', id: TRANSACTION },
    { ...answer, kind: 'ORDER', id: ORDER },
  ]);
}

test('the results of the test above are stored when nothing is erased', async () => {
  await take(webhooksOf(HERS), 'hers');
  await storeResults();
  expect(await countRows(pool, 'lab_result')).toBe(2);
});

test('erasing, pruning and forgetting while webhooks arrive leave a mirror that equals its inbox', async () => {
  const quarantine = new Quarantine(dataSource, null);
  const pace = new Pace(dataSource, heldLock(dataSource));
  const patients = Array.from({ length: 6 }, (_, index) => `patient ${index}`);
  const copies = patients.map((user) => withFreshIds(webhooksOf(user)));

  const sending = copies.map(async (webhooks, index) => {
    for (const round of ['first', 'second']) {
      for (const [number, webhook] of webhooks.entries()) {
        await take([webhook], `${index} ${round} ${number}`);
      }
    }
  });
  const maintaining = async () => {
    for (const user of patients.slice(0, 3)) {
      await eraseUser({ url: testDatabaseUrl(), dataSource }, quarantine, user);
      await removeFinished(dataSource, 1, pace);
      await pruneInbox(dataSource, 0, pace);
    }
  };
  await Promise.all([...sending, maintaining()]);

  expect(await replaysEqually()).toBe(true);
});
