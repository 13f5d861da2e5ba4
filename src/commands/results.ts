import type { OpenDatabase } from '../database/open-database.js';
import { Sealer } from '../database/sealer.js';
import { Quarantine } from '../ingest/quarantine.js';
import { sealingKeys } from '../results/sealing-keys.js';
import {
  countOldSeals,
  reencryptQuarantined,
  reencryptResults,
  type ReencryptReport,
} from '../maintenance/reencrypt.js';
import { showProgress } from './progress.js';
import { runCommand, UsageError } from './run-command.js';

const HELP = `Usage: npm run results -- reencrypt

Seals kept lab results, and the messages in quarantine, with the first key of RESULTS_ENCRYPTION_KEY. To change keys:
  1. set RESULTS_ENCRYPTION_KEY=NEW,OLD and restart the service: what is new gets the new key, the rest still opens;
  2. run this command, while the service goes on;
  3. set RESULTS_ENCRYPTION_KEY=NEW and restart.
A new key: openssl rand -base64 32

Exit code 0: all have the first key. 1: some do not open with the keys given, or it failed. 2: called wrongly.`;

void runCommand({
  help: HELP,
  run: async ({ config, database, words }) => {
    if (words.length !== 1 || words[0] !== 'reencrypt') {
      throw new UsageError('The one thing to do with results is "reencrypt".');
    }
    const keys = await sealingKeys(config.results);
    if (keys === null) {
      throw new UsageError('Nothing is sealed: set RESULTS_ENCRYPTION_KEY.');
    }
    return reencrypt(database, new Sealer(keys));
  },
});

async function reencrypt({ pool, dataSource }: OpenDatabase, sealer: Sealer): Promise<number> {
  const quarantine = new Quarantine(dataSource, sealer);
  const messageIds = await quarantine.listSealedOtherwise();
  const progress = showProgress('sealed', (await countOldSeals(pool, sealer)) + messageIds.length);
  const advance = (rows: number) => progress.advance(rows);
  const results = await reencryptResults(pool, sealer, advance);
  const messages = await reencryptQuarantined(messageIds, quarantine, advance);
  progress.stop();
  process.stdout.write(
    `${results.reencrypted} results and ${messages.reencrypted} messages in quarantine were sealed with the key ${sealer.keyId}.\n`,
  );
  return tellUnreadable(results, messages);
}

function tellUnreadable(results: ReencryptReport, messages: ReencryptReport): number {
  if (results.unreadable > 0) {
    process.stderr.write(
      `${results.unreadable} results do not open with the keys given. They are left; the service asks Junction for them anew.\n`,
    );
  }
  if (messages.unreadable > 0) {
    process.stderr.write(
      `${messages.unreadable} messages in quarantine do not open with the keys given. They are left; add the key that sealed them, or drop them.\n`,
    );
  }
  return results.unreadable + messages.unreadable === 0 ? 0 : 1;
}
