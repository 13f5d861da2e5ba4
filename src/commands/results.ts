import type { Pool } from 'pg';
import { Sealer } from '../database/sealer.js';
import { sealingKeys } from '../results/sealing-keys.js';
import { countOldSeals, reencryptResults } from '../results/store/reencrypt.js';
import { showProgress } from './progress.js';
import { runCommand, UsageError } from './run-command.js';

const HELP = `Usage: npm run results -- reencrypt

Seals kept lab results with the first key of RESULTS_ENCRYPTION_KEY. To change keys:
  1. set RESULTS_ENCRYPTION_KEY=NEW,OLD and restart the service: new results get the new key, old ones still open;
  2. run this command, while the service goes on;
  3. set RESULTS_ENCRYPTION_KEY=NEW and restart.
A new key: openssl rand -base64 32

Exit code 0: all results have the first key. 1: some do not open with the keys given, or it failed.
2: called wrongly.`;

void runCommand({
  help: HELP,
  run: async ({ config, database, words }) => {
    if (words.length !== 1 || words[0] !== 'reencrypt') {
      throw new UsageError('The one thing to do with results is "reencrypt".');
    }
    const keys = await sealingKeys(config.results);
    if (keys === null) {
      throw new UsageError(
        'No results are kept: set RESULTS_ENCRYPTION_KEY, and RESULTS_STORE to on.',
      );
    }
    return reencrypt(database.pool, new Sealer(keys));
  },
});

async function reencrypt(pool: Pool, sealer: Sealer): Promise<number> {
  const progress = showProgress('results', await countOldSeals(pool, sealer));
  const { reencrypted, unreadable } = await reencryptResults(pool, sealer, (rows) =>
    progress.advance(rows),
  );
  progress.stop();
  process.stdout.write(`${reencrypted} results were sealed with the key ${sealer.keyId}.\n`);
  if (unreadable === 0) return 0;
  process.stderr.write(
    `${unreadable} results do not open with the keys given. They are left; the service asks Junction for them anew.\n`,
  );
  return 1;
}
