import { randomUUID } from 'node:crypto';
import { createAuditTrail, type AuditEntry } from '../../src/access/audit-trail.js';
import { readAudit } from '../../src/access/read-audit.js';
import { bearerName, GATEWAY } from '../../src/access/viewer.js';
import { insertOrder, insertTransaction } from '../graphql/support/mirror-rows.js';
import { runCommand } from '../support/command.js';
import { useTestDatabase } from '../support/use-database.js';

const { dataSource: database, pool } = useTestDatabase();
/** Different for each test, because the trail cannot be emptied. */
let staff: string;
let transaction: string;
let patient: string;

beforeEach(async () => {
  [staff, transaction, patient] = [randomUUID(), randomUUID(), randomUUID()];
  await insertTransaction(pool, { id: transaction });
  await insertOrder(pool, { id: randomUUID(), transaction_id: transaction, user_id: patient });
  await record({ action: 'READ_RESULTS' });
});

async function record(given: Partial<AuditEntry>): Promise<void> {
  const entry: AuditEntry = {
    requestId: 'request-1',
    viewer: bearerName(staff),
    userId: null,
    action: 'READ_ORDERS',
    subjectIds: [transaction],
    outcome: 'DONE',
  };
  await createAuditTrail({ dataSource: database, pool }).record([{ ...entry, ...given }]);
}

async function run(...words: string[]): Promise<{ output: string; code: number | null }> {
  const { stdout, stderr, code } = await runCommand(['audit', ...words]);
  return { output: stdout + stderr, code };
}

describe('the command audit', () => {
  it('prints what a user did, one entry a line', async () => {
    const { output, code } = await run('--user', staff, '--since', '2026-01-01');

    const [time = '', ...rest] = output.trimEnd().split('\t');
    expect(Date.parse(time)).not.toBeNaN();
    expect(rest).toEqual([bearerName(staff), '', 'READ_RESULTS', 'DONE', 'request-1', transaction]);
    expect(code).toBe(0);
  });

  it('prints how many ids an entry is about, and how many rejections', async () => {
    const subjectIds = Array.from({ length: 25 }, () => randomUUID());
    await record({ subjectIds, outcome: 'NOT_FOUND' });
    const trail = createAuditTrail({ dataSource: database, pool });
    const rejection = { requestId: 'r', viewer: bearerName(staff), userId: null } as const;
    for (let count = 0; count < 42; count++) {
      const entry = { ...rejection, action: 'TRACK_ORDER', subjectIds: [], outcome: 'REJECTED' };
      await trail.record([entry as AuditEntry]);
    }
    await trail.flush();

    const { output } = await run('--user', staff);

    expect(output).toContain(`${subjectIds.slice(0, 10).join(',')} (of 25)\n`);
    expect(output).toContain('\tTRACK_ORDER\tREJECTED\t');
    expect(output).toContain('\tTRACK_ORDER\tREJECTED (and 40 more)\t');
  });

  it('prints who read the orders of a user', async () => {
    const { output } = await run('--user', patient);

    expect(output).toContain(`\t${bearerName(staff)}\t\tREAD_RESULTS\t`);
  });

  it('prints one line for an entry, whatever a token called its bearer', async () => {
    const subject = `${randomUUID()}\n2026-01-01\u001b[2J\tgateway\u2028`;
    await record({ viewer: bearerName(subject), userId: subject });

    const { output } = await run('--user', subject);

    const name = `${subject.slice(0, 36)}�2026-01-01�[2J�gateway�`;
    for (const control of ['\u001b', '\u2028']) expect(output).not.toContain(control);
    expect(output.trimEnd().split(/[\n\t]/)).toEqual([
      expect.any(String),
      `token:${name}`,
      name,
      'READ_ORDERS',
      'DONE',
      'request-1',
      transaction,
    ]);
  });

  it('prints what was done with the tokens of a user, whatever their subject', async () => {
    const elsewhere = { subjectIds: [], outcome: 'NOT_FOUND' as const };
    await record({ ...elsewhere, viewer: bearerName('login-7'), userId: patient });

    const { output } = await run('--user', patient);

    expect(output).toContain(`\ttoken:login-7\t${patient}\tREAD_ORDERS\tNOT_FOUND\t`);
  });

  it('does not mix up the gateway, unauthenticated callers and users', async () => {
    const requestId = randomUUID();
    await record({ requestId, viewer: GATEWAY.name, subjectIds: [] });

    const { output } = await run('--user', GATEWAY.name);

    expect(output).not.toContain(requestId);
  });

  it('prints nothing from before --since', async () => {
    // A Date truncates the microseconds of the newest entry.
    const since = new Date(Date.now() + 1).toISOString();
    expect(await run('--user', staff, '--since', since)).toEqual({ output: '', code: 0 });
  });

  it('prints one JSON object a line with --json', async () => {
    const { output } = await run('--user', staff, '--json');
    expect(
      output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        at: expect.any(String) as string,
        requestId: 'request-1',
        viewer: bearerName(staff),
        userId: null,
        action: 'READ_RESULTS',
        subjectIds: [transaction],
        subjectCount: 1,
        repeats: 0,
        outcome: 'DONE',
      },
    ]);
  });
});

it('reads the trail page by page', async () => {
  const user = randomUUID();
  const entry: AuditEntry = {
    requestId: 'request-1',
    viewer: bearerName(user),
    userId: user,
    action: 'READ_ORDERS',
    subjectIds: [],
    outcome: 'NOT_FOUND',
  };
  await createAuditTrail({ dataSource: database, pool }).record(
    Array<AuditEntry>(1_001).fill(entry),
  );

  const pages: number[] = [];
  for await (const page of readAudit(database, { user, since: new Date(0) })) {
    pages.push(page.length);
  }

  expect(pages).toEqual([1_000, 1]);
});
