import type { Command } from 'commander';
import { Sealer } from '../database/sealer.js';
import { Quarantine } from '../ingest/quarantine.js';
import { countOldSeals, reencryptQuarantined, reencryptResults } from '../maintenance/reencrypt.js';
import { sealingKeys } from '../results/sealing-keys.js';
import { UsageError } from './options.js';
import { showProgress } from './progress.js';
import { addCommand, count, reporting, type Report } from './report.js';
import { withDatabase } from './with-database.js';

export function addResults(program: Command): void {
  const results = program
    .command('results')
    .description('Maintain the stored lab results')
    .helpCommand(false);
  addCommand(
    results,
    'reencrypt',
    'Encrypt stored results and quarantined messages with the first key',
    {
      0: 'all are encrypted with the first key',
      1: 'some cannot be decrypted with the keys given, or it failed',
    },
  )
    .addHelpText(
      'after',
      '\nTo replace the key:\n' +
        '  1. set RESULTS_ENCRYPTION_KEY=NEW,OLD and restart the service: new rows get the new key, old ones can be read;\n' +
        '  2. run this command, while the service runs;\n' +
        '  3. set RESULTS_ENCRYPTION_KEY=NEW and restart.\n' +
        `Generate a key with: node -p "crypto.randomBytes(32).toString('base64')"`,
    )
    .action(reporting(reencrypt));
}

function reencrypt(): Promise<Report> {
  return withDatabase(async ({ config, database: { dataSource } }) => {
    const keys = await sealingKeys(config.results);
    if (keys === null) throw new UsageError('Nothing is encrypted: set RESULTS_ENCRYPTION_KEY');
    const sealer = new Sealer(keys);
    const quarantine = new Quarantine(dataSource, sealer);
    const messageIds = await quarantine.listSealedOtherwise();
    const total = (await countOldSeals(dataSource, sealer)) + messageIds.length;
    const progress = showProgress('rows', total);
    const results = await reencryptResults(dataSource, sealer, progress.advance);
    const messages = await reencryptQuarantined(messageIds, quarantine, progress.advance);
    progress.stop();
    return {
      json: { keyId: sealer.keyId, results, quarantined: messages },
      text:
        `${count(results.reencrypted, 'result')} and ${count(messages.reencrypted, 'message')} in quarantine ` +
        `were encrypted with the key ${sealer.keyId}.\n`,
      problems: unreadableLines(results.unreadable, messages.unreadable),
      exitCode: results.unreadable + messages.unreadable === 0 ? 0 : 1,
    };
  });
}

function unreadableLines(results: number, messages: number): string {
  const lines: string[] = [];
  if (results > 0) {
    lines.push(
      `${count(results, 'result')} cannot be decrypted with the keys given: left as they are; the service fetches them from Junction again.\n`,
    );
  }
  if (messages > 0) {
    lines.push(
      `${count(messages, 'message')} in quarantine cannot be decrypted with the keys given: add the key that encrypted them, or drop them.\n`,
    );
  }
  return lines.join('');
}
