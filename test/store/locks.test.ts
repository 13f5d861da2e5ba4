import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../src/database/transaction.js';
import { NO_IDS, type AffectedIds } from '../../src/orders/affected-ids.js';
import { extendLocks, LockSetGrewError, repeatWithLocks } from '../../src/store/write/locks.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();

const ordersOf = (...ids: string[]): AffectedIds => ({ ...NO_IDS, orderIds: new Set(ids) });
const transactionsOf = (...ids: string[]): AffectedIds => ({
  ...NO_IDS,
  transactionIds: new Set(ids),
});

/** Whether another session can lock the id now. */
async function isFree(id: string): Promise<boolean> {
  try {
    await inTransaction(pool, async (client) => {
      const locked = await extendLocks(client, NO_IDS, ordersOf(randomUUID()));
      await extendLocks(client, locked, ordersOf(id));
    });
    return true;
  } catch (error) {
    if (error instanceof LockSetGrewError) return false;
    throw error;
  }
}

describe('extendLocks', () => {
  it('returns everything that is locked, until the database transaction ends', async () => {
    const [order, transaction] = [randomUUID(), randomUUID()];
    await inTransaction(pool, async (client) => {
      const first = await extendLocks(client, NO_IDS, ordersOf(order));
      expect(first).toEqual(ordersOf(order));
      const all = await extendLocks(client, first, transactionsOf(transaction));
      expect(all).toEqual({ ...ordersOf(order), transactionIds: new Set([transaction]) });
      expect([await isFree(order), await isFree(transaction)]).toEqual([false, false]);
    });
    expect([await isFree(order), await isFree(transaction)]).toEqual([true, true]);
  });

  it('does not wait for further locks, and reports all that are needed', async () => {
    const [order, transaction] = [randomUUID(), randomUUID()];
    await inTransaction(pool, async (other) => {
      await extendLocks(other, NO_IDS, transactionsOf(transaction));
      const attempt = inTransaction(pool, async (client) => {
        const locked = await extendLocks(client, NO_IDS, ordersOf(order));
        await extendLocks(client, locked, transactionsOf(transaction));
      });
      await expect(attempt).rejects.toMatchObject({
        code: '40001',
        needed: { orderIds: new Set([order]), transactionIds: new Set([transaction]) },
      });
    });
  });
});

describe('repeatWithLocks', () => {
  it('gives the next attempt the ids that the failed one turned out to need', async () => {
    const [order, transaction] = [randomUUID(), randomUUID()];
    const attempts: AffectedIds[] = [];
    await inTransaction(pool, async (other) => {
      await extendLocks(other, NO_IDS, transactionsOf(transaction));
      const work = repeatWithLocks(async (lockFirst) => {
        attempts.push(lockFirst);
        if (attempts.length === 2) await other.query('COMMIT; BEGIN');
        return inTransaction(pool, async (client) => {
          const locked = await extendLocks(client, lockFirst, ordersOf(order));
          return extendLocks(client, locked, transactionsOf(transaction));
        });
      });
      expect(await work).toEqual(attempts[1]);
    });
    expect(attempts).toEqual([
      NO_IDS,
      { orderIds: new Set([order]), transactionIds: new Set([transaction]) },
    ]);
  });
});
