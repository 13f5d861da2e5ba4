import { Ingester } from '../../../src/ingest/ingester.js';
import { Quarantine } from '../../../src/ingest/quarantine.js';
import { INITIAL_ORDER, TRANSACTION } from '../../graphql/support/mirror-rows.js';
import { runCommand } from '../../support/command.js';
import { countRows } from '../../support/mirror.js';
import { useTestDatabase } from '../../support/use-database.js';

const USER = ['--user', 'her own id'];
const REMOVED = '1 order, 1 transaction, 1 inbox message, 0 results, 1 message in quarantine';

const { dataSource, pool } = useTestDatabase('TEST');
beforeEach(async () => {
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
  const body = Buffer.from('{"client_user_id":"her own id"}');
  await new Quarantine(dataSource, null).store({ messageId: 'msg_1', reason: 'JSON', body });
});

function erase(...words: string[]) {
  return runCommand(['erase', ...words], { RESULTS_STORE: 'off' });
}

async function storedRows(): Promise<number[]> {
  return [await countRows(pool, 'lab_order'), await countRows(pool, 'webhook_quarantine')];
}

/** Includes the entries of earlier tests, because the trail cannot be emptied. */
function erasuresInTrail(): Promise<number> {
  return countRows(pool, "audit_entry WHERE action = 'ERASE_USER'");
}

describe('erase', () => {
  it('removes a person with --yes, and prints what it removed', async () => {
    expect(await erase(...USER, '--yes')).toEqual({
      code: 0,
      stdout: `removed ${REMOVED}\n`,
      stderr: '',
    });
    expect(await storedRows()).toEqual([0, 0]);
  });

  it('changes nothing with --dry-run, and prints what it would remove', async () => {
    const before = await erasuresInTrail();
    expect(await erase(...USER, '--dry-run')).toEqual({
      code: 0,
      stdout: `would remove ${REMOVED}\n`,
      stderr: '',
    });
    expect(await storedRows()).toEqual([1, 1]);
    expect(await erasuresInTrail()).toBe(before);
  });

  it('changes nothing without a confirmation', async () => {
    const { code, stderr } = await erase(...USER);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `This would remove ${REMOVED}.\nNothing was removed. To remove it without a question, add --yes.\n`,
    );
    expect(await storedRows()).toEqual([1, 1]);
  });

  it('prints JSON with --json', async () => {
    const { stdout } = await erase(...USER, '--dry-run', '--json');
    expect(JSON.parse(stdout)).toEqual({
      dryRun: true,
      orderIds: [INITIAL_ORDER],
      transactionIds: [TRANSACTION],
      facts: 1,
      results: 0,
      quarantined: 1,
      unopened: [],
    });
  });

  it.each([[[]], [['--user', ' ']]])('rejects %j', async (words) => {
    const { code, stderr } = await erase(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: .*--user.*; see --help\n$/);
  });
});
