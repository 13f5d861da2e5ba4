import { Quarantine } from '../ingest/quarantine.js';
import { applyRetention } from '../maintenance/retention.js';
import { followProgress } from './progress.js';
import { runCommand } from './run-command.js';

const HELP = `Usage: npm run prune

Removes what has been kept long enough; the service does the same once a day.
  - completed and cancelled transactions of which nothing was heard for FINISHED_RETENTION_DAYS; unless set: none
  - messages of the inbox older than INBOX_RETENTION_DAYS that tell nothing newer ones do not tell
  - messages in quarantine older than QUARANTINE_RETENTION_DAYS

Exit code 0: done. 1: it failed. 2: called wrongly.`;

void runCommand({
  help: HELP,
  run: async ({ config, database }) => {
    const progress = followProgress('messages');
    const quarantine = new Quarantine(database.dataSource, null);
    const { inbox, quarantined, finished } = await applyRetention(
      { database, quarantine, ...config.retention },
      progress.show,
    );
    progress.stop();
    process.stdout.write(
      `finished transactions: ${finished} removed\n` +
        `inbox: ${inbox.removed} removed, ${inbox.kept} as old still needed\n` +
        `quarantine: ${quarantined} removed\n`,
    );
    return 0;
  },
});
