import type { Command } from 'commander';
import { Quarantine } from '../ingest/quarantine.js';
import { applyRetention, previewRetention } from '../maintenance/retention.js';
import { followProgress } from './progress.js';
import { addCommand, count, reporting, type Report } from './report.js';
import { withDatabase } from './with-database.js';
import { printTakeover } from './with-junction.js';

export function addPrune(program: Command): void {
  addCommand(program, 'prune', 'Remove what is older than its retention time')
    .option('--dry-run', 'change nothing: print what would be removed')
    .addHelpText(
      'after',
      '\nIt removes, and the service does the same once a day:\n' +
        '  - completed and cancelled transactions without news for FINISHED_RETENTION_DAYS (default: never)\n' +
        '  - inbox messages older than INBOX_RETENTION_DAYS that newer messages supersede\n' +
        '  - messages in quarantine older than QUARANTINE_RETENTION_DAYS',
    )
    .action(reporting(run));
}

function run({ dryRun = false }: { dryRun?: boolean }): Promise<Report> {
  return withDatabase(async ({ config, database }) => {
    const progress = followProgress('percent');
    const quarantine = new Quarantine(database.dataSource, null);
    const options = { database, quarantine, ...config.retention };
    const apply = dryRun
      ? previewRetention(options, progress.show)
      : applyRetention(options, progress.show, { onTakeover: printTakeover });
    const report = await apply.finally(progress.stop);
    const { inbox, quarantined, finished } = report;
    const removed = dryRun ? 'would be removed' : 'removed';
    return {
      json: { dryRun, ...report },
      text:
        `finished transactions: ${finished} ${removed}\n` +
        `inbox: ${inbox.removed} ${removed}, ${count(inbox.kept, 'old message')} still needed\n` +
        `quarantine: ${quarantined} ${removed}\n`,
    };
  });
}
