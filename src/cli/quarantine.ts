import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import type { OpenDatabase } from '../database/open-database.js';
import { Sealer } from '../database/sealer.js';
import { Ingester } from '../ingest/ingester.js';
import { Quarantine } from '../ingest/quarantine.js';
import { sealingKeys } from '../results/sealing-keys.js';
import { retryQuarantined, type RetryParts } from '../webhooks/retry-quarantined.js';
import { UsageError } from './options.js';
import { followProgress } from './progress.js';
import { addCommand, count, reporting, type Report } from './report.js';
import { withDatabase } from './with-database.js';

export function addQuarantine(program: Command): void {
  const quarantine = program
    .command('quarantine')
    .description('Work with signed webhooks that were not applied; they are stored whole')
    .helpCommand(false);
  addCommand(quarantine, 'list', 'List all messages: time, reason, size, message id')
    .addHelpText(
      'after',
      '\nThe reason PENDING marks a webhook that was answered with 503: Junction repeats it, and it leaves the\n' +
        'quarantine once an attempt succeeds.',
    )
    .action(reporting(() => withQuarantine(list)));
  addCommand(quarantine, 'show', 'Print the body of a message as it was received')
    .argument('<id>', 'message id')
    .addHelpText('after', '\nThe body contains health data: take care where it is printed.')
    .action(reporting((id: string) => withQuarantine((parts) => show(parts, id))));
  addCommand(
    quarantine,
    'retry',
    'Parse messages again, and apply the messages that can be read now',
    {
      1: 'a message is still unreadable, or it failed',
    },
  )
    .argument('[id]', 'message id')
    .option('--all', 'all messages')
    .action(
      reporting((id: string | undefined, { all }: { all?: true }) => {
        if ((id === undefined) === (all === undefined)) {
          throw new UsageError('a message id or --all is required');
        }
        return withQuarantine((parts) => retry(parts, id ?? null));
      }),
    );
  addCommand(quarantine, 'drop', 'Remove a message for good')
    .argument('<id>', 'message id')
    .action(reporting((id: string) => withQuarantine((parts) => drop(parts, id))));
}

function withQuarantine(work: (parts: RetryParts) => Promise<Report>): Promise<Report> {
  return withDatabase(async ({ config, database }) =>
    work({
      quarantine: await openQuarantine(config, database),
      ingester: new Ingester(database.pool),
      teamIds: config.junction?.teamIds ?? [],
    }),
  );
}

export async function openQuarantine(
  { results }: Config,
  { dataSource }: OpenDatabase,
): Promise<Quarantine> {
  const keys = await sealingKeys(results);
  return new Quarantine(dataSource, keys && new Sealer(keys));
}

async function list({ quarantine }: RetryParts): Promise<Report> {
  const messages = await quarantine.list();
  const lines = messages.map(
    ({ receivedAt, reason, size, messageId }) =>
      `${receivedAt.slice(0, 19)}Z  ${reason.padEnd(14)}${String(size).padStart(8)} B  ${messageId}\n`,
  );
  return {
    json: { messages },
    text: `${lines.join('')}${count(messages.length, 'message')} in quarantine\n`,
  };
}

async function show({ quarantine }: RetryParts, messageId: string): Promise<Report> {
  const message = await quarantine.find(messageId);
  if (message === null) return notFound(messageId);
  const body = message.body.toString('utf8');
  return { json: { messageId, reason: message.reason, body }, text: body };
}

async function drop({ quarantine }: RetryParts, messageId: string): Promise<Report> {
  if (!(await quarantine.drop(messageId))) return notFound(messageId);
  return { json: { messageId, dropped: true }, text: `dropped ${messageId}\n` };
}

/** @param messageId null: all messages */
async function retry(parts: RetryParts, messageId: string | null): Promise<Report> {
  const ids =
    messageId === null
      ? (await parts.quarantine.list()).map((entry) => entry.messageId)
      : [messageId];
  const progress = followProgress('messages');
  const messages: { messageId: string; outcome: string; reason?: string }[] = [];
  for (const id of ids) {
    const outcome = await retryQuarantined(id, parts);
    messages.push(
      typeof outcome === 'string'
        ? { messageId: id, outcome }
        : { messageId: id, outcome: 'UNREADABLE', reason: outcome.unreadable },
    );
    progress.show(messages.length, ids.length);
  }
  progress.stop();
  const failed = messages.filter(({ outcome }) => /^(UNREADABLE|NOT_FOUND)$/.test(outcome));
  const lines = messages.map(({ messageId: id, outcome, reason }) =>
    reason === undefined ? `${id}: ${outcome}\n` : `${id}: still unreadable (${reason})\n`,
  );
  return { json: { messages }, text: lines.join(''), exitCode: failed.length === 0 ? 0 : 1 };
}

function notFound(messageId: string): Report {
  return {
    json: { messageId, error: 'NOT_FOUND' },
    text: '',
    problems: `There is no message ${messageId} in quarantine.\n`,
    exitCode: 1,
  };
}
