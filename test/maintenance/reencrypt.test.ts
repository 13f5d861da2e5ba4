import { randomBytes } from 'node:crypto';
import { Sealer } from '../../src/database/sealer.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import {
  countOldSeals,
  reencryptQuarantined,
  reencryptResults,
} from '../../src/maintenance/reencrypt.js';
import { StoredResults } from '../../src/results/store/stored-results.js';
import { json } from '../junction/upstream-server.js';
import { runCommand } from '../support/command.js';
import { KEY, useResultsStage, REDRAWN } from '../results/support/results-stage.js';

const { transaction, initial, redraw, webhooks } = REDRAWN;
const NEW_KEY = randomBytes(32);
const rotating = new Sealer([NEW_KEY, KEY]);

const stage = useResultsStage();

beforeEach(async () => {
  await stage.reset();
  stage.junction.answerWith(json(200, REDRAWN.results[transaction]));
  await stage.receive(webhooks);
  await stage.source.find('TRANSACTION', [transaction]);
  await stage.source.find('ORDER', [initial, redraw]);
  await stage.source.idle();
});

/** The number of results, out of three, that the new key alone can decrypt. */
async function readable(): Promise<number> {
  const { database, pool, logger } = stage;
  const store = new StoredResults(database, new Sealer([NEW_KEY]), logger, pool);
  const found = [
    ...(await store.find('TRANSACTION', [transaction])).values(),
    ...(await store.find('ORDER', [initial, redraw])).values(),
  ];
  return found.filter((answer) => store.open(answer)?.results != null).length;
}

describe('results after a rotation', () => {
  it('are encrypted with the new key, and open without the old one', async () => {
    expect(await readable()).toBe(0);
    expect(await countOldSeals(stage.database, rotating)).toBe(3);

    let done = 0;
    const report = await reencryptResults(stage.database, rotating, (rows) => (done += rows));

    expect(report).toEqual({ reencrypted: 3, unreadable: 0 });
    expect(done).toBe(3);
    expect(await readable()).toBe(3);
    expect(await countOldSeals(stage.database, rotating)).toBe(0);
  });

  it('are not encrypted again by a second run', async () => {
    await reencryptResults(stage.database, rotating, () => undefined);
    expect(await reencryptResults(stage.database, rotating, () => undefined)).toEqual({
      reencrypted: 0,
      unreadable: 0,
    });
  });

  it('are counted and left when their key is lost, and do not stop the others', async () => {
    await stage.pool.query(`UPDATE lab_result SET key_id = 'lost' WHERE id = $1`, [initial]);
    expect(await reencryptResults(stage.database, rotating, () => undefined)).toEqual({
      reencrypted: 2,
      unreadable: 1,
    });
    expect(await readable()).toBe(2);
  });
});

const MESSAGE = { messageId: 'msg_1', reason: 'JSON', body: Buffer.from('{') };

describe('messages in quarantine after a rotation', () => {
  it('are encrypted with the new key too; those under a lost key are counted and left', async () => {
    const { database } = stage;
    await new Quarantine(database, new Sealer([KEY])).store(MESSAGE);
    await new Quarantine(database, new Sealer([randomBytes(32)])).store({
      ...MESSAGE,
      messageId: 'msg_2',
    });
    const quarantine = new Quarantine(database, rotating);
    let done = 0;

    const report = await reencryptQuarantined(
      await quarantine.listSealedOtherwise(),
      quarantine,
      (messages) => (done += messages),
    );

    expect(report).toEqual({ reencrypted: 1, unreadable: 1 });
    expect(done).toBe(2);
    expect(await new Quarantine(database, new Sealer([NEW_KEY])).find('msg_1')).toEqual(MESSAGE);
    expect(await quarantine.listSealedOtherwise()).toEqual(['msg_2']);
  });
});

describe('the command results reencrypt', () => {
  beforeEach(() => new Quarantine(stage.database, new Sealer([KEY])).store(MESSAGE));

  async function run(words: string[], variables: NodeJS.ProcessEnv = {}) {
    const { code, stdout, stderr } = await runCommand(['results', ...words], variables);
    return { exit: code, output: stdout + stderr };
  }

  it('encrypts all results and messages again', async () => {
    const keys = [NEW_KEY, KEY].map((key) => key.toString('base64')).join(',');
    const { exit, output } = await run(['reencrypt'], { RESULTS_ENCRYPTION_KEY: keys });
    expect(output).toContain(
      `3 results and 1 message in quarantine were encrypted with the key ${rotating.keyId}.`,
    );
    expect(exit).toBe(0);
    expect(await readable()).toBe(3);
    const quarantine = new Quarantine(stage.database, new Sealer([NEW_KEY]));
    expect(await quarantine.find('msg_1')).toEqual(MESSAGE);
  });

  it('reports how much it cannot read, and fails', async () => {
    const { exit, output } = await run(['reencrypt'], {
      RESULTS_ENCRYPTION_KEY: NEW_KEY.toString('base64'),
    });
    expect(output).toContain('3 results cannot be decrypted with the keys given');
    expect(output).toContain('1 message in quarantine cannot be decrypted with the keys given');
    expect(exit).toBe(1);
  });

  it.each([
    [['melt'], {}],
    [['reencrypt'], { RESULTS_STORE: 'off' }],
  ])('changes nothing when it is called wrongly: %j %j', async (words, variables) => {
    expect(await run(words, variables)).toMatchObject({ exit: 2 });
    expect(await readable()).toBe(0);
  });
});
