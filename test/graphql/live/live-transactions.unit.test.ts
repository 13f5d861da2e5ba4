import { liveTransaction } from '../../../src/graphql/live/live-transactions.js';
import type { Instant } from '../../../src/junction/instant.js';
import { TransactionChanges } from '../../../src/orders/live/transaction-changes.js';
import type { TransactionRow } from '../../../src/store/read/index.js';

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';

function stateAt(second: number): TransactionRow {
  return {
    id: ID,
    status: 'active',
    rawStatus: 'active',
    patientAction: 'WAIT',
    createdAt: null,
    updatedAt: null,
    changedAt: `2026-03-06T10:02:${second}.000000Z` as Instant,
    members: { orders: [], areComplete: true },
  };
}

describe('a slow consumer of a live transaction', () => {
  it('receives the newest state and no intermediate one, and nothing is buffered', async () => {
    const changes = new TransactionChanges(1);
    let second = 10;
    const load = jest.fn(() => Promise.resolve([stateAt(second)]));
    const live = liveTransaction(changes.watch(ID), load);
    expect((await live.next()).value).toMatchObject({ row: stateAt(10) });

    for (second = 11; second < 40; second++) changes.notify({ transactionId: ID, people: [] });

    expect((await live.next()).value).toMatchObject({ row: stateAt(40) });
    expect(load).toHaveBeenCalledTimes(2);
    await live.return?.();
    expect(changes.count).toBe(0);
  });

  it('is closed although nothing changes any more', async () => {
    const changes = new TransactionChanges(1);
    const live = liveTransaction(changes.watch(ID), () => Promise.resolve([null]));
    const next = live.next();

    await changes.close();

    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('is closed by its consumer while it waits for a change', async () => {
    const changes = new TransactionChanges(1);
    const live = liveTransaction(changes.watch(ID), () => Promise.resolve([null]));
    const next = live.next();

    await live.return?.();

    expect(await next).toEqual({ done: true, value: undefined });
    expect(changes.count).toBe(0);
  });
});

test('a read is repeated when the database is away for a moment', async () => {
  const changes = new TransactionChanges(1);
  const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
  const load = jest.fn(() => Promise.resolve([stateAt(10)])).mockRejectedValueOnce(lost);
  const live = liveTransaction(changes.watch(ID), load);

  expect((await live.next()).value).toMatchObject({ row: stateAt(10) });
});
