import { readAudit, type AuditQuestion, type KeptAuditEntry } from '../access/read-audit.js';
import { runCommand, UsageError, type CommandInput } from './run-command.js';

const HELP = `Usage: npm run audit -- [--user ID] [--since TIME]

Prints who read or changed what, oldest first, one entry a line, its fields separated by tabs: time, who, the
user id of their token, what, outcome, request, the ids of the transactions and orders. Never what is in them.

Who: token:SUBJECT for the bearer of a token, whatever it says. Other words are the service's own: gateway (where no
tokens are asked for), nobody (without a valid token), operator (a command).

  --user ID     only what was done with tokens of this user or subject, and with this user's orders (default: all)
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

function lineOf(entry: KeptAuditEntry): string {
  const { at, viewer, userId, action, outcome, requestId, subjectIds } = entry;
  const fields = [at, viewer, userId ?? '', action, outcome, requestId, subjectIds.join(',')];
  return `${fields.map(printable).join('\t')}\n`;
}

/** What a token calls its bearer must not pass for another entry, or steer the terminal. */
function printable(field: string): string {
  return field.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
