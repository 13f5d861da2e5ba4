import { readAudit, type AuditFilter, type StoredAuditEntry } from '../access/read-audit.js';
import { runCommand, UsageError, type CommandInput } from './run-command.js';

const HELP = `Usage: npm run audit -- [--user ID] [--since TIME]

Prints who read or changed what, oldest first, one entry a line, its fields separated by tabs: time, who, the
user id of their token, action, outcome, request, the ids of the transactions and orders, but never their content. An entry
names ten ids at most of what was not found. Repeated rejections share an entry: REFUSED (and 41 more).

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
    for await (const entries of readAudit(database.dataSource, filterOf(options))) {
      process.stdout.write(entries.map(lineOf).join(''));
    }
    return 0;
  },
});

function filterOf({ user, since }: CommandInput['options']): AuditFilter {
  const time = typeof since === 'string' ? Date.parse(since) : Date.now() - DEFAULT_DAYS * DAY_MS;
  if (Number.isNaN(time)) throw new UsageError('--since is not a time');
  return { user: typeof user === 'string' ? user : null, since: new Date(time) };
}

function lineOf(entry: StoredAuditEntry): string {
  const { at, viewer, userId, action, requestId, subjectIds, subjectCount, repeats } = entry;
  const outcome = repeats > 0 ? `${entry.outcome} (and ${repeats} more)` : entry.outcome;
  const ids = subjectIds.join(',');
  const subjects = subjectCount > subjectIds.length ? `${ids} (of ${subjectCount})` : ids;
  const fields = [at, viewer, userId ?? '', action, outcome, requestId, subjects];
  return `${fields.map(printable).join('\t')}\n`;
}

/** The subject of a token must not pass for another entry, or control the terminal. */
function printable(field: string): string {
  return field.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
