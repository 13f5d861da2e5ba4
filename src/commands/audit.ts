import { readAudit, type AuditQuestion, type KeptAuditEntry } from '../access/read-audit.js';
import { runCommand, UsageError, type CommandInput } from './run-command.js';

const HELP = `Usage: npm run audit -- [--user ID] [--since TIME]

Prints who read or changed what, oldest first, one entry a line: time, who, what, outcome, request, the ids of
the transactions and orders. Never what is in them.

  --user ID     only what this user did, and what was done with this user's orders (default: everybody)
  --since TIME  only from this time on, e.g. 2026-03-01 or 2026-03-01T09:00:00Z (default: 30 days ago)

Exit code 0: done. 1: failed. 2: called wrongly.`;

const DEFAULT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

void runCommand({
  help: HELP,
  options: { user: { type: 'string' }, since: { type: 'string' } },
  run: async ({ database, options }) => {
    for await (const entries of readAudit(database.pool, questionOf(options))) {
      process.stdout.write(entries.map(lineOf).join(''));
    }
    return 0;
  },
});

function questionOf({ user, since }: CommandInput['options']): AuditQuestion {
  const time = typeof since === 'string' ? Date.parse(since) : Date.now() - DEFAULT_DAYS * DAY_MS;
  if (Number.isNaN(time)) throw new UsageError('--since is not a time');
  return { user: typeof user === 'string' ? user : null, since: new Date(time) };
}

function lineOf({ at, viewer, action, outcome, requestId, subjectIds }: KeptAuditEntry): string {
  const fields = [at, viewer, action, outcome, requestId, subjectIds.join(',')];
  return `${fields.map(printable).join('\t')}\n`;
}

/** What a token calls its bearer must not pass for another entry, or steer the terminal. */
function printable(field: string): string {
  return field.replace(/\p{C}/gu, '\uFFFD');
}
