import { Argument, Command } from 'commander';
import type { OnDelivery } from '../delivery/courier.js';
import { DEFAULTS } from '../defaults.js';
import { formatDelivery } from '../format-delivery.js';
import { JOURNEY_NAMES, type JourneyName } from '../journeys/index.js';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { patientActionOf, queryTransaction } from './graph.js';
import * as read from './options.js';
import { playHere, stopSignal, type Played, type PlayRequest } from './play.js';
import { requireReceiver } from './receiver.js';
import { findRunningSandbox, playThere } from './running-sandbox.js';

interface StartOptions {
  readonly to?: string;
  readonly port?: number;
  readonly folder: string;
  readonly key: string;
  readonly secret: string;
  readonly timeScale: number;
  readonly json?: true;
}

interface JourneyOptions extends StartOptions {
  readonly shuffle?: true;
  readonly duplicates?: number;
  readonly lost?: number;
  readonly burst?: true;
  readonly truncated?: number;
  readonly delay?: number;
  readonly pause?: number;
  readonly lag?: number;
  readonly frozen?: true;
  readonly seed?: number;
  readonly user?: string;
}

/** Options of a sandbox in this process. A running sandbox has its own options. */
const LOCAL_OPTIONS = ['folder', 'key', 'secret', 'timeScale'];

export function createProgram(): Command {
  const program = new Command('junction-sandbox')
    .description(
      'A local Junction: its REST API for lab orders, and signed webhooks to any receiver. It runs until it is stopped.',
    )
    .helpCommand(false)
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .enablePositionalOptions()
    .allowExcessArguments(false);
  addServerOptions(program).action((options: StartOptions) => serve(options));
  const play = program
    .command('play')
    .description('Play one journey, and end when every webhook is delivered or given up')
    .addArgument(new Argument('<journey>', 'what happens').choices(JOURNEY_NAMES));
  addJourneyOptions(addServerOptions(play))
    .addHelpText(
      'after',
      '\nWhere a sandbox runs at the port and sends to the same receiver, as with "npm start", the journey is played on it,\n' +
        'so that its results exist. At the end the graph of an order-transactions service is queried.\n\n' +
        'Exit codes:\n  0  every webhook is delivered\n  1  a webhook was given up, or it failed\n  2  usage error',
    )
    .action(playJourney);
  return program;
}

function addServerOptions(command: Command): Command {
  return command
    .option(
      '--to <url>',
      `where webhooks go (default: ${DEFAULTS.webhookUrl}, with PORT if set)`,
      read.httpUrl,
    )
    .option(
      '--port <port>',
      `port of the REST API on 127.0.0.1 (default: SANDBOX_PORT, else ${DEFAULTS.port})`,
      read.portNumber,
    )
    .option('--folder <folder>', 'where the state is stored', DEFAULTS.folder)
    .option('--key <key>', 'what callers send as x-vital-api-key', DEFAULTS.apiKey)
    .option(
      '--secret <secret>',
      'what webhooks are signed with; two, separated by a comma, during a rotation',
      read.webhookSecrets,
      DEFAULTS.webhookSecret,
    )
    .option(
      '--time-scale <n>',
      "factor for Junction's waits between attempts, for example 0.001",
      read.positiveNumber,
      1,
    )
    .option('--json', 'print lines of JSON');
}

function addJourneyOptions(command: Command): Command {
  return command
    .option('--shuffle', 'take all steps at once, and send the webhooks in another order')
    .option('--duplicates <n>', 'send this many webhooks twice', read.wholeNumber)
    .option('--lost <share>', 'never send this share of the webhooks, from 0 to 1', read.share)
    .option('--burst', 'take all steps and send all webhooks at once')
    .option(
      '--truncated <n>',
      'break off this many webhooks in the middle, and send them again',
      read.wholeNumber,
    )
    .option('--delay <ms>', 'hold each webhook back for up to this time', read.wholeNumber)
    .option('--pause <ms>', 'wait after each webhook', read.wholeNumber)
    .option('--lag <n>', 'embed a transaction that is this many steps behind', read.wholeNumber)
    .option('--frozen', 'leave updated_at as it was at first')
    .option('--seed <n>', 'the same seed gives the same ids and order', read.wholeNumber)
    .option('--user <id>', "the company's id of the patient (default: test-patient)");
}

async function serve(options: StartOptions): Promise<void> {
  const sandbox = await start(options, portOf(options), (attempt) =>
    report(options, formatDelivery(attempt), attempt),
  );
  report(
    options,
    `The sandbox answers at ${sandbox.url} and sends webhooks to ${receiverOf(options)}.`,
    { url: sandbox.url },
  );
  await stopSignal();
  await sandbox.close();
}

async function playJourney(
  journey: JourneyName,
  options: JourneyOptions,
  command: Command,
): Promise<void> {
  const webhookUrl = receiverOf(options);
  await requireReceiver(webhookUrl);
  const playsHere = LOCAL_OPTIONS.some((name) => command.getOptionValueSource(name) === 'cli');
  const running = playsHere ? null : await findRunningSandbox(portOf(options), webhookUrl);
  const request: PlayRequest = {
    journey,
    options: deliveryOptionsOf(options),
    webhookUrl,
    onStart: (transactionId) =>
      report(
        options,
        `Transaction ${transactionId}, played ${running ? `on the sandbox at ${running}` : 'here'}:`,
        { transactionId },
      ),
    onDelivery: (attempt) => report(options, formatDelivery(attempt), attempt),
  };
  const stopped = stopSignal();
  const played = running
    ? await playThere(running, request, stopped)
    : await playHere(await start(options, options.port ?? 0), request, stopped);
  if (played !== null) await reportEnd(played, options, webhookUrl);
}

async function reportEnd(
  { transactionId, delivered }: Played,
  options: JourneyOptions,
  webhookUrl: string,
): Promise<void> {
  const answer = await queryTransaction(webhookUrl, transactionId);
  const end = delivered ? 'Every webhook is delivered.' : 'A webhook was given up.';
  const text =
    answer === null ? end : `${end} The graph returns:\n${JSON.stringify(answer, null, 2)}`;
  const action = patientActionOf(answer);
  const lastLine =
    action === null ? '' : `\nWhat the patient should do now (patientAction): ${action}`;
  report(options, `${text}${lastLine}`, { transactionId, delivered, answer });
  process.exitCode = delivered ? 0 : 1;
}

function start(options: StartOptions, port: number, onDelivery?: OnDelivery): Promise<Sandbox> {
  return startSandbox({
    port,
    folder: options.folder,
    apiKey: options.key,
    webhookSecret: options.secret,
    webhookUrl: receiverOf(options),
    timeScale: options.timeScale,
    ...(onDelivery && { onDelivery }),
  });
}

function receiverOf({ to }: StartOptions): string {
  return to ?? read.defaultReceiver();
}

function portOf({ port }: StartOptions): number {
  return port ?? read.portOf('SANDBOX_PORT', DEFAULTS.port);
}

/** Only the options that were given. The sandbox applies the defaults. */
function deliveryOptionsOf({ user, ...options }: JourneyOptions): PlayRequest['options'] {
  const names = [
    'shuffle',
    'duplicates',
    'lost',
    'burst',
    'truncated',
    'delay',
    'pause',
    'lag',
    'frozen',
    'seed',
  ] as const;
  const given = names
    .filter((name) => options[name] !== undefined)
    .map((name) => [name, options[name]]);
  return {
    ...Object.fromEntries(given),
    ...(user !== undefined && { clientUserId: user }),
  } as PlayRequest['options'];
}

function report({ json }: StartOptions, text: string, content: object): void {
  process.stdout.write(`${json ? JSON.stringify(content) : text}\n`);
}
