import type { Command } from 'commander';
import { readAudit, type StoredAuditEntry } from '../access/read-audit.js';
import type { Instant } from '../junction/instant.js';
import { parsePastTime, parseText } from './options.js';
import { addCommand } from './report.js';
import { withDatabase } from './with-database.js';

const DEFAULT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Options {
  readonly user?: string;
  readonly since?: Instant;
  readonly json?: true;
}

export function addAudit(program: Command): void {
  addCommand(program, 'audit', 'Print who read or changed what, oldest first')
    .option(
      '--user <id>',
      "only entries of this user's tokens and about this user's orders",
      parseText,
    )
    .option(
      '--since <time>',
      `only entries since then (default: ${DEFAULT_DAYS} days ago)`,
      parsePastTime,
    )
    .addHelpText(
      'after',
      '\nOne entry a line, fields separated by tabs: time, caller, user id of the token, action, outcome, request id,\n' +
        'ids of the transactions and orders; with --json one object a line. Never their content. An entry names at most ten\n' +
        'ids that were not found. Repeated rejections share an entry: REJECTED (and 41 more).\n' +
        'Callers: token:SUBJECT, the bearer of a token with this subject; gateway, where no tokens are required;\n' +
        'unauthenticated, without a valid token; operator, a command.',
    )
    .action((options: Options) => print(options));
}

async function print({ user, since, json }: Options): Promise<void> {
  const format = json ? jsonLine : textLine;
  const from = since === undefined ? Date.now() - DEFAULT_DAYS * DAY_MS : Date.parse(since);
  await withDatabase(async ({ database }) => {
    const filter = { user: user ?? null, since: new Date(from) };
    for await (const entries of readAudit(database.dataSource, filter)) {
      process.stdout.write(entries.map(format).join(''));
      if (process.stdout.errored) return;
    }
  });
}

function jsonLine({ id: _, ...entry }: StoredAuditEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

function textLine(entry: StoredAuditEntry): string {
  const { at, viewer, userId, action, requestId, subjectIds, subjectCount, repeats } = entry;
  const outcome = repeats > 0 ? `${entry.outcome} (and ${repeats} more)` : entry.outcome;
  const ids = subjectIds.join(',');
  const subjects = subjectCount > subjectIds.length ? `${ids} (of ${subjectCount})` : ids;
  const fields = [at, viewer, userId ?? '', action, outcome, requestId, subjects];
  return `${fields.map(printable).join('\t')}\n`;
}

/** Escapes the subject of a token, which could otherwise imitate another entry or control the terminal. */
function printable(field: string): string {
  return field.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
