import { Quarantine } from '../orders/quarantine.js';
import { oneAtATime } from '../sync/one-at-a-time.js';
import { pruneInbox } from '../sync/prune-inbox.js';
import { followProgress } from './progress.js';
import { runCommand } from './run-command.js';

const HELP = `Usage: npm run prune

Removes what has been kept long enough; the service does the same once a day.
  - messages of the inbox older than INBOX_RETENTION_DAYS that tell nothing newer ones do not tell
  - messages in quarantine older than QUARANTINE_RETENTION_DAYS

Exit code 0: done. 1: it failed. 2: called wrongly.`;

void runCommand({
  help: HELP,
  run: async ({ config, database }) => {
    const { inboxDays, quarantineDays } = config.retention;
    const progress = followProgress('messages');
    const { removed, kept } = await oneAtATime(database.pool, () =>
      pruneInbox(database, inboxDays, progress.show),
    );
    progress.stop();
    const expired = await new Quarantine(database.pool, null).expire(quarantineDays);
    process.stdout.write(
      `inbox: ${removed} removed, ${kept} older than ${inboxDays} days still needed\n` +
        `quarantine: ${expired} removed\n`,
    );
    return 0;
  },
});
