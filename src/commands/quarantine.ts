import { Sealer } from '../database/sealer.js';
import { Ingester } from '../ingest/ingester.js';
import { Quarantine } from '../ingest/quarantine.js';
import { sealingKeys } from '../results/sealing-keys.js';
import { retryQuarantined } from '../webhooks/retry-quarantined.js';
import { runCommand, UsageError, type CommandInput } from './run-command.js';

const HELP = `Usage: npm run quarantine -- <what> [message id]

Works on signed webhooks that were not applied. They are stored whole, in a table of their own. The reason PENDING marks
a webhook that was answered with 503: Junction repeats it, and it leaves the quarantine once an attempt succeeds.

  list          all of them: time, reason, size, message id
  show <id>     the body as received. It contains health data: take care where you print it.
  retry <id>    parses it again and applies it where that succeeds now, for example after an upgrade
  retry --all   the same for all of them
  drop <id>     removes it for good

Exit code 0: done. 1: it failed, or a message is still unreadable. 2: invalid arguments.`;

void runCommand({ help: HELP, options: { all: { type: 'boolean' } }, run });

async function run({ config, database, words, options }: CommandInput): Promise<number> {
  const keys = await sealingKeys(config.results);
  const quarantine = new Quarantine(database.dataSource, keys && new Sealer(keys));
  const [what, messageId] = words;
  switch (what) {
    case 'list':
      return list(quarantine);
    case 'show':
      return show(quarantine, needed(messageId));
    case 'drop':
      return drop(quarantine, needed(messageId));
    case 'retry': {
      const ids = options.all
        ? (await quarantine.list()).map((entry) => entry.messageId)
        : [needed(messageId)];
      return retry(ids, quarantine, new Ingester(database.pool));
    }
    default:
      throw new UsageError(what === undefined ? 'Say what to do.' : `There is no "${what}".`);
  }
}

async function list(quarantine: Quarantine): Promise<number> {
  const entries = await quarantine.list();
  for (const { receivedAt, reason, size, messageId } of entries) {
    say(
      `${receivedAt.slice(0, 19)}Z  ${reason.padEnd(14)}${String(size).padStart(8)} B  ${messageId}`,
    );
  }
  say(`${entries.length} in quarantine`);
  return 0;
}

async function show(quarantine: Quarantine, messageId: string): Promise<number> {
  const message = await quarantine.find(messageId);
  if (message === null) return notFound(messageId);
  process.stdout.write(message.body);
  return 0;
}

async function drop(quarantine: Quarantine, messageId: string): Promise<number> {
  if (!(await quarantine.drop(messageId))) return notFound(messageId);
  say(`dropped ${messageId}`);
  return 0;
}

async function retry(
  messageIds: readonly string[],
  quarantine: Quarantine,
  ingester: Ingester,
): Promise<number> {
  let failed = 0;
  for (const messageId of messageIds) {
    const outcome = await retryQuarantined(messageId, { quarantine, ingester });
    const taken = typeof outcome === 'string' && outcome !== 'NOT_FOUND';
    if (!taken) failed++;
    say(
      `${messageId}: ${typeof outcome === 'string' ? outcome : `still unreadable (${outcome.unreadable})`}`,
    );
  }
  return failed === 0 ? 0 : 1;
}

function notFound(messageId: string): number {
  process.stderr.write(`There is no message ${messageId} in quarantine.\n`);
  return 1;
}

function needed(messageId: string | undefined): string {
  if (messageId === undefined) throw new UsageError('Say which message.');
  return messageId;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
