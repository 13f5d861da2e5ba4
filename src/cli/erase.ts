import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import {
  eraseUser,
  previewErasure,
  type ErasureReport,
} from '../maintenance/erasure/erase-user.js';
import { parseText, UsageError } from './options.js';
import { openQuarantine } from './quarantine.js';
import { addCommand, count, reporting, type Report } from './report.js';
import { withDatabase } from './with-database.js';
import { printTakeover } from './with-junction.js';

interface Options {
  readonly user?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function addErase(program: Command): void {
  addCommand(program, 'erase', 'Remove a person for good', {
    1: 'it failed or was not confirmed, or messages in quarantine cannot be decrypted and can concern the person',
  })
    .option('--user <id>', "required; the company's own id of the person", parseText)
    .option('--dry-run', 'change nothing: print what would be removed')
    .option('--yes', 'do not prompt for confirmation')
    .addHelpText(
      'after',
      '\nIt removes the orders of the person with all events and results, their inbox messages, transactions without\n' +
        "other people's orders, and messages in quarantine that concern the person: all or nothing. Webhooks about\n" +
        'these orders wait until it completes. The audit trail still contains who read what, and that the person was erased.\n' +
        'Have Junction erase the person first: messages that it sends afterwards are stored again.',
    )
    .action(reporting(run));
}

async function run({ user, dryRun = false, yes = false }: Options): Promise<Report> {
  if (user === undefined) throw new UsageError('--user is required');
  return withDatabase(async ({ config, database }) => {
    const quarantine = await openQuarantine(config, database);
    if (!yes) {
      const preview = await previewErasure(database, quarantine, user);
      if (dryRun) return reportOf(preview, 'would remove', dryRun);
      process.stderr.write(`This would remove ${describe(preview)}.\n`);
      if (!(await isConfirmed())) return notConfirmed();
    }
    return reportOf(
      await eraseUser(database, quarantine, user, { onTakeover: printTakeover }),
      'removed',
      dryRun,
    );
  });
}

async function isConfirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('Remove it for good? [y/N] ');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function notConfirmed(): Report {
  return {
    json: { erased: false },
    text: '',
    problems: 'Nothing was removed. To remove it without a question, add --yes.\n',
    exitCode: 1,
  };
}

function reportOf(report: ErasureReport, verb: string, dryRun: boolean): Report {
  return {
    json: { dryRun, ...report },
    text: `${verb} ${describe(report)}\n`,
    problems: report.unopened.map((id) => `could not decrypt ${id} in quarantine\n`).join(''),
    exitCode: report.unopened.length === 0 ? 0 : 1,
  };
}

function describe({
  orderIds,
  transactionIds,
  facts,
  results,
  quarantined,
}: ErasureReport): string {
  return [
    count(orderIds.length, 'order'),
    count(transactionIds.length, 'transaction'),
    count(facts, 'inbox message'),
    count(results, 'result'),
    `${count(quarantined, 'message')} in quarantine`,
  ].join(', ');
}
