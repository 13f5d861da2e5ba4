import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { allInOrder, inTransaction, readThenWrite } from '../../src/database/transaction.js';
import { createScratchDatabase } from '../support/database.js';

describe('a transaction', () => {
  let dataSource: DataSource;
  let pool: Pool;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const scratch = await createScratchDatabase();
    drop = scratch.drop;
    // A pool of one connection, so the next test finds the state in which the connection was left.
    dataSource = createDataSource({ url: scratch.url, entities: [], poolSize: 1 });
    await dataSource.initialize();
    pool = poolOf(dataSource);
    await pool.query('CREATE TABLE note (text text)');
  });
  beforeEach(() => pool.query('TRUNCATE note'));
  afterAll(async () => {
    await dataSource.destroy();
    await drop();
  });

  async function notes(): Promise<unknown[]> {
    return (await pool.query<{ text: string }>('SELECT text FROM note')).rows.map(
      ({ text }) => text,
    );
  }

  it('is committed when its work resolves, and returns the result', async () => {
    const result = await inTransaction(pool, async (client) => {
      await client.query("INSERT INTO note VALUES ('kept')");
      return 'done';
    });
    expect(result).toBe('done');
    expect(await notes()).toEqual(['kept']);
  });

  it('is rolled back when its work fails', async () => {
    const failing = inTransaction(pool, async (client) => {
      await client.query("INSERT INTO note VALUES ('lost')");
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await notes()).toEqual([]);
  });

  it('is not reported as committed when a failed statement was ignored', async () => {
    const passingOver = inTransaction(pool, async (client) => {
      await client.query("INSERT INTO note VALUES ('lost')");
      await client.query('SELECT 1/0').catch(() => undefined);
    });
    await expect(passingOver).rejects.toThrow('The transaction was rolled back');
    expect(await notes()).toEqual([]);
  });

  it('fails when its connection is lost, and the next one gets another connection', async () => {
    const losing = inTransaction(pool, async (client) => {
      await client.query("INSERT INTO note VALUES ('lost')");
      await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(losing).rejects.toThrow(/terminat/);
    expect(await notes()).toEqual([]);
  });

  describe('that reads, then writes', () => {
    const write = async (client: PoolClient, text: string) => {
      await client.query('INSERT INTO note VALUES ($1)', [text]);
      return 'written';
    };

    it('writes what it computes from the rows it read', async () => {
      const result = await readThenWrite(pool, {
        read: async (client) => (await client.query<{ one: number }>('SELECT 1 AS one')).rows,
        write: (client, [row]) => write(client, `read ${row?.one}`),
      });
      expect(result).toBe('written');
      expect(await notes()).toEqual(['read 1']);
    });

    it('writes nothing when it could not begin', async () => {
      const writing = jest.fn();
      const failing = readThenWrite(
        pool,
        { read: (client) => client.query('SELECT 1'), write: writing },
        'BEGIN; SELECT 1/0',
      );
      await expect(failing).rejects.toThrow('division by zero');
      expect(writing).not.toHaveBeenCalled();
    });

    it('fails with the error of the first statement that failed, however its promise is passed on', async () => {
      const passOn = async (statement: Promise<unknown>) =>
        statement.catch(Promise.reject.bind(Promise));
      const failing = readThenWrite(pool, {
        read: (client) => client.query('SELECT 1'),
        write: (client) =>
          allInOrder([passOn(passOn(client.query('SELECT 1/0'))), client.query('SELECT 1')]),
      });
      await expect(failing).rejects.toThrow('division by zero');
    });

    it('is rolled back when a statement has a value that cannot be encoded, so that it is not sent', async () => {
      const toPostgres = () => {
        throw new Error('cannot be encoded');
      };
      const failing = readThenWrite(pool, {
        read: (client) => client.query('SELECT 1'),
        write: (client) =>
          allInOrder([
            write(client, 'lost'),
            client.query('INSERT INTO note VALUES ($1)', [{ toPostgres }]),
            write(client, 'also lost'),
          ]),
      });
      await expect(failing).rejects.toThrow('cannot be encoded');
      expect(await notes()).toEqual([]);
    });

    it('is rolled back when one of several statements that are sent together fails', async () => {
      const failing = readThenWrite(pool, {
        read: (client) => client.query('SELECT 1'),
        write: (client) =>
          Promise.all([
            write(client, 'lost'),
            client.query('SELECT 1/0'),
            write(client, 'also lost'),
          ]),
      });
      await expect(failing).rejects.toThrow('division by zero');
      expect(await notes()).toEqual([]);
    });
  });

  it.each(['INSERT INTO note VALUES ($1)', 'SELECT 1/0, $1'])(
    'is not continued by the next user of its connection when its rollback failed, after %s',
    async (statement) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(statement, ['lost']).catch(() => undefined);
      client.release();
      expect(await notes()).toEqual([]);
    },
  );

  it('does not wait without limit for a lock or a statement', async () => {
    const { rows } = await pool.query<{ name: string; setting: string }>(
      "SELECT name, setting FROM pg_settings WHERE name LIKE '%timeout' AND source = 'client'",
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      idle_in_transaction_session_timeout: '15000',
      lock_timeout: '5000',
      statement_timeout: '10000',
    });
  });
});
