#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { DEFAULTS } from './defaults.js';
import { formatDelivery } from './format-delivery.js';
import { isJourneyName, JOURNEY_NAMES, type JourneyName } from './journeys/index.js';
import { NotInProduction, startSandbox, type Sandbox } from './sandbox.js';

const HELP = `Usage: junction-sandbox [options]
       junction-sandbox play <journey> [options]

A Junction on this machine: its REST API for lab orders, and signed webhooks to any receiver. Without "play" it runs
until it is stopped. With it, it plays one journey and ends when every webhook is delivered or given up.

Journeys: ${JOURNEY_NAMES.join(', ')}

  --to <url>          where webhooks go; default ${DEFAULTS.webhookUrl}
  --port <port>       of the REST API, on 127.0.0.1; default ${DEFAULTS.port}, with "play" a free one
  --folder <folder>   where it keeps its state; default ${DEFAULTS.folder}
  --key <key>         what callers send as x-vital-api-key; default ${DEFAULTS.apiKey}
  --secret <secret>   what webhooks are signed with, several separated by commas during a rotation;
                      default ${DEFAULTS.webhookSecret}
  --time-scale <n>    what Junction's waits between attempts are multiplied by; default 1, e.g. 0.001

With "play":
  --shuffle           all steps at once, the webhooks in another order
  --duplicates <n>    so many webhooks twice; default 0
  --lost <share>      this share of webhooks never; default 0
  --burst             all steps and all webhooks at once
  --truncated <n>     so many webhooks break off in the middle, and come again; default 0
  --delay <ms>        each webhook is held back by up to so long, and others overtake it; default 0
  --pause <ms>        after each webhook; default 0
  --lag <n>           the transaction in a webhook is so many steps behind; default 0
  --frozen            updated_at stays what it was at first
  --seed <n>          the same seed gives the same ids and order
  --user <id>         the company's id of the patient; default test-patient

Exit code 0: all delivered, or stopped. 1: it failed, or a webhook was given up. 2: called wrongly.`;

const OPTIONS = {
  help: { type: 'boolean' },
  to: { type: 'string', default: DEFAULTS.webhookUrl },
  port: { type: 'string' },
  folder: { type: 'string', default: DEFAULTS.folder },
  key: { type: 'string', default: DEFAULTS.apiKey },
  secret: { type: 'string', default: DEFAULTS.webhookSecret },
  'time-scale': { type: 'string', default: '1' },
  shuffle: { type: 'boolean', default: false },
  duplicates: { type: 'string', default: '0' },
  lost: { type: 'string', default: '0' },
  burst: { type: 'boolean', default: false },
  truncated: { type: 'string', default: '0' },
  delay: { type: 'string', default: '0' },
  pause: { type: 'string', default: '0' },
  lag: { type: 'string', default: '0' },
  frozen: { type: 'boolean', default: false },
  seed: { type: 'string' },
  user: { type: 'string', default: 'test-patient' },
} as const;

type Options = ReturnType<typeof readArguments>['values'];

class WrongCall extends Error {}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new WrongCall(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    say(HELP);
    return 0;
  }
  const journey = journeyIn(positionals);
  const sandbox = await start(values, journey === null ? DEFAULTS.port : 0);
  say(`The sandbox answers at ${sandbox.url} and sends webhooks to ${values.to}.`);
  const stopped = stopSignal();
  const done = journey === null ? stopped : Promise.race([stopped, play(sandbox, journey, values)]);
  try {
    return await done;
  } finally {
    await sandbox.close();
  }
}

function start(values: Options, defaultPort: number): Promise<Sandbox> {
  return startSandbox({
    port: numberOf(values.port ?? String(defaultPort), 'port'),
    folder: values.folder,
    apiKey: values.key,
    webhookSecret: values.secret,
    webhookUrl: values.to,
    timeScale: numberOf(values['time-scale'], 'time-scale'),
    onDelivery: (attempt) => say(formatDelivery(attempt)),
  });
}

async function play(sandbox: Sandbox, name: JourneyName, values: Options): Promise<number> {
  const { transactionId, delivered } = sandbox.playJourney(name, {
    shuffle: values.shuffle,
    duplicates: numberOf(values.duplicates, 'duplicates'),
    lost: numberOf(values.lost, 'lost'),
    burst: values.burst,
    truncated: numberOf(values.truncated, 'truncated'),
    delay: numberOf(values.delay, 'delay'),
    pause: numberOf(values.pause, 'pause'),
    lag: numberOf(values.lag, 'lag'),
    frozen: values.frozen,
    clientUserId: values.user,
    ...(values.seed !== undefined && { seed: numberOf(values.seed, 'seed') }),
  });
  say(`Transaction ${transactionId}`);
  return (await delivered) ? 0 : 1;
}

function journeyIn(words: readonly string[]): JourneyName | null {
  const [what, name = ''] = words;
  if (what === undefined) return null;
  if (what === 'play' && words.length === 2 && isJourneyName(name)) return name;
  throw new WrongCall(
    what === 'play' ? `There is no journey "${name}".` : `There is no "${what}".`,
  );
}

function numberOf(text: string, option: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= 0) return number;
  throw new WrongCall(`--${option} takes a number.`);
}

function stopSignal(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(0));
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE'
    ? `Port ${port} is in use: stop what listens there, or choose another with --port.`
    : (error.stack ?? error.message);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const wrong = error instanceof WrongCall || error instanceof NotInProduction;
    process.stderr.write(`${wrong ? `${error.message}\n\n${HELP}` : describe(error)}\n`);
    process.exitCode = wrong ? 2 : 1;
  },
);
