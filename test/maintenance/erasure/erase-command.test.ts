import os from 'node:os';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../../src/database/data-source.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { Quarantine } from '../../../src/ingest/quarantine.js';
import { INITIAL_ORDER, TRANSACTION } from '../../graphql/support/mirror-rows.js';
import { openTestDatabase, testDatabaseUrl } from '../../support/database.js';
import { countRows } from '../../support/mirror.js';
import { startProcess } from '../../support/process.js';

const COMMAND = path.join(__dirname, '../../../src/commands/erase.ts');

let database: DataSource;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.destroy());

async function run(...words: string[]): Promise<{ output: string; code: number | null }> {
  const variables = { DATABASE_URL: testDatabaseUrl(), RESULTS_STORE: 'off' };
  const command = startProcess(os.tmpdir(), variables, [COMMAND, ...words]);
  const code = await command.exited;
  return { output: command.output(), code };
}

describe('npm run erase', () => {
  it('removes a person and says what it removed', async () => {
    const pool = poolOf(database);
    await new Ingester(pool).take({
      source: 'TRACK',
      key: 'the hash of the fact',
      eventType: null,
      fact: {
        kind: 'TRACK',
        orderId: INITIAL_ORDER,
        transactionId: TRANSACTION,
        userId: 'her own id',
      },
    });
    const body = Buffer.from('{"client_user_id":"her own id"');
    await new Quarantine(database, null).keep({ messageId: 'msg_1', reason: 'JSON', body });

    expect(await run('--user', 'her own id')).toEqual({
      code: 0,
      output:
        'removed 1 orders, 1 transactions, 1 facts of the inbox, 0 results, 1 messages in quarantine\n',
    });
    expect(await countRows(pool, 'lab_order')).toBe(0);
  });

  it('explains itself, also when called wrongly', async () => {
    const [help, wrong] = await Promise.all([run('--help'), run()]);

    expect(help).toEqual({ code: 0, output: expect.stringContaining('--user ID') as string });
    expect(wrong.code).toBe(2);
    expect(wrong.output).toMatch(/--user is needed[^]*Usage/);
  });
});
