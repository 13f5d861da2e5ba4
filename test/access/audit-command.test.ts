import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createAuditTrail, type AuditEntry } from '../../src/access/audit-trail.js';
import { readAudit } from '../../src/access/read-audit.js';
import { poolOf } from '../../src/database/data-source.js';
import { insertOrder, insertTransaction } from '../graphql/support/mirror-rows.js';
import { openTestDatabase, testDatabaseUrl } from '../support/database.js';
import { startProcess } from '../support/process.js';

const COMMAND = path.join(__dirname, '../../src/commands/audit.ts');

let database: DataSource;
let pool: Pool;
/** New for each test, since nobody can empty the trail. */
let staff: string;
let transaction: string;
let patient: string;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
});

beforeEach(async () => {
  [staff, transaction, patient] = [randomUUID(), randomUUID(), randomUUID()];
  await insertTransaction(pool, { id: transaction });
  await insertOrder(pool, { id: randomUUID(), transaction_id: transaction, user_id: patient });
  await createAuditTrail(pool).record([
    {
      requestId: 'request-1',
      viewer: staff,
      action: 'READ_RESULTS',
      subjectIds: [transaction],
      outcome: 'DONE',
    },
  ]);
});

afterAll(() => database.destroy());

async function run(...words: string[]): Promise<{ output: string; code: number | null }> {
  const command = startProcess(os.tmpdir(), { DATABASE_URL: testDatabaseUrl() }, [
    COMMAND,
    ...words,
  ]);
  const code = await command.exited;
  return { output: command.output(), code };
}

describe('npm run audit', () => {
  it('prints what a user did, one entry a line', async () => {
    const { output, code } = await run('--user', staff, '--since', '2026-01-01');

    const [time = '', ...rest] = output.trimEnd().split('\t');
    expect(Date.parse(time)).not.toBeNaN();
    expect(rest).toEqual([staff, 'READ_RESULTS', 'DONE', 'request-1', transaction]);
    expect(code).toBe(0);
  });

  it('prints who read the orders of a user', async () => {
    const { output } = await run('--user', patient);

    expect(output).toContain(`\t${staff}\tREAD_RESULTS\t`);
  });

  it('prints one line for an entry, whatever a token called its bearer', async () => {
    const viewer = `${randomUUID()}\n2026-01-01\u001b[2J\tgateway`;
    await createAuditTrail(pool).record([
      { requestId: 'r', viewer, action: 'READ_ORDERS', subjectIds: [transaction], outcome: 'DONE' },
    ]);

    const { output } = await run('--user', viewer);

    expect(output.trimEnd().split('\n')).toHaveLength(1);
    expect(output).not.toContain('\u001b');
    expect(output.split('\t')[1]).toBe(`${viewer.slice(0, 36)}�2026-01-01�[2J�gateway`);
  });

  it('prints nothing from before the time asked for', async () => {
    const { output, code } = await run('--user', staff, '--since', '2999-01-01T00:00:00Z');

    expect({ output, code }).toEqual({ output: '', code: 0 });
  });

  it('explains itself, also when called wrongly', async () => {
    const [help, wrong] = await Promise.all([run('--help'), run('--since', 'yesterday')]);

    expect(help).toEqual({ code: 0, output: expect.stringContaining('--since TIME') as string });
    expect(wrong.code).toBe(2);
    expect(wrong.output).toMatch(/--since is not a time[^]*Usage/);
  });
});

it('the trail is read page by page', async () => {
  const viewer = randomUUID();
  const entry: AuditEntry = {
    requestId: 'request-1',
    viewer,
    action: 'READ_ORDERS',
    subjectIds: [],
    outcome: 'NOT_FOUND',
  };
  await createAuditTrail(pool).record(Array<AuditEntry>(1_001).fill(entry));

  const pages: number[] = [];
  for await (const page of readAudit(pool, { user: viewer, since: new Date(0) })) {
    pages.push(page.length);
  }

  expect(pages).toEqual([1_000, 1]);
});
