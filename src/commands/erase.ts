import { Sealer } from '../database/sealer.js';
import { Quarantine } from '../ingest/quarantine.js';
import { sealingKeys } from '../results/sealing-keys.js';
import { eraseUser, type ErasureReport } from '../maintenance/erasure/erase-user.js';
import { runCommand, UsageError } from './run-command.js';

const HELP = `Usage: npm run erase -- --user ID

Removes a person for good and says what was removed: their orders with all events and results, what the inbox holds
of them, transactions that hold no order of anybody else, and messages in quarantine that concern them. All or
nothing. Webhooks wait meanwhile. The audit trail keeps who read what, and that the person was erased.

Have Junction erase the person first: what it tells of them afterwards is taken in anew.

  --user ID   the company's own id of the person

Exit code 0: done. 1: it failed, or messages in quarantine could not be opened: nobody can say whom they concern.
2: called wrongly.`;

void runCommand({
  help: HELP,
  options: { user: { type: 'string' } },
  run: async ({ config, database, options: { user } }) => {
    if (typeof user !== 'string' || user === '') throw new UsageError('--user is needed.');
    const keys = await sealingKeys(config.results);
    const quarantine = new Quarantine(database.dataSource, keys && new Sealer(keys));
    const report = await eraseUser(database, quarantine, user);
    process.stdout.write(describe(report));
    return report.unopened.length === 0 ? 0 : 1;
  },
});

function describe(report: ErasureReport): string {
  const removed =
    `removed ${report.orderIds.length} orders, ${report.transactionIds.length} transactions, ` +
    `${report.facts} facts of the inbox, ${report.results} results, ` +
    `${report.quarantined} messages in quarantine\n`;
  const unopened = report.unopened.map((id) => `could not open ${id} in quarantine\n`);
  return removed + unopened.join('');
}
