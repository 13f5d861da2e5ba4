import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.js';
import { count } from '../../src/cli/report.js';
import { runCommand } from '../support/command.js';
import { compiledProgram } from '../support/programs.js';
import { runHere } from './support/run.js';

/** The arguments of each command that performs work. */
function leaves(command: Command, words: readonly string[] = []): string[][] {
  if (command.commands.length === 0) return [[...words]];
  return command.commands.flatMap((it) => leaves(it, [...words, it.name()]));
}

const COMMANDS = leaves(createProgram()).map((words) => [words.join(' '), words] as const);
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const ORDER = 'b6944ab3-6a35-4d1f-a1b9-6f9a5a0a5d3f';

/** The required options of a command, so that the extra argument is the only mistake. */
const REQUIRED: Readonly<Record<string, string[]>> = {
  backfill: ['--since', '2026-01-01'],
  erase: ['--user', 'x'],
  'quarantine show': ['msg_1'],
  'quarantine drop': ['msg_1'],
  'quarantine retry': ['msg_1'],
  'webhooks resend': ['--order', ORDER],
};

it('has an npm script for each command', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  const names = createProgram().commands.map((command) => command.name());
  expect(names.map((name) => scripts[name])).toEqual(
    names.map((name) => `node bin/order-transactions.mjs ${name}`),
  );
});

it('has these commands', () => {
  expect(COMMANDS.map(([name]) => name)).toEqual([
    'doctor',
    'migrate',
    'backfill',
    'reconcile',
    'webhooks resend',
    'quarantine list',
    'quarantine show',
    'quarantine retry',
    'quarantine drop',
    'replay',
    'prune',
    'erase',
    'results reencrypt',
    'audit',
    'print-schema',
  ]);
});

describe.each(COMMANDS)('%s', (name, words) => {
  const required = REQUIRED[name] ?? [];

  it('explains itself, its --json and its exit codes', async () => {
    const { code, stdout, stderr } = await runHere([...words, '--help']);
    expect(stdout).toMatch(new RegExp(`^Usage: order-transactions ${name} \\[options\\]`));
    expect(stdout).toMatch(/--json +print JSON/);
    expect(stdout).toMatch(/Exit codes:\n {2}0 {2}.+\n {2}1 {2}.+\n {2}2 {2}usage error/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    ['an unknown option', ['--frobnicate'], "unknown option '--frobnicate'"],
    ['a surplus argument', ['surplus'], 'too many arguments'],
  ])('rejects %s in one line', async (_, mistake, message) => {
    const { code, stdout, stderr } = await runHere([...words, ...required, ...mistake]);
    expect(stderr).toMatch(/^error: [^\n]+; see --help\n$/);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

it.each([
  ['backfill', '--since'],
  ['reconcile', '--since'],
  ['audit', '--since'],
  ['webhooks resend', '--since'],
])('%s rejects a future %s', async (name, option) => {
  const { code, stderr } = await runHere([...name.split(' '), option, TOMORROW]);
  expect(stderr).toMatch(/^error: .*The time is in the future; see --help\n$/);
  expect(code).toBe(2);
});

it.each([
  [['backfill'], '--since is required'],
  [['backfill', '--since', 'yesterday'], 'Expected a date or time, for example 2026-03-01'],
  [['audit', '--user', ''], 'The value is empty'],
  [['erase'], '--user is required'],
  [['quarantine', 'retry'], 'a message id or --all is required'],
  [['quarantine', 'retry', 'msg_1', '--all'], 'a message id or --all is required'],
  [['quarantine', 'show'], "missing required argument 'id'"],
  [['webhooks', 'resend'], '--order, --since, or both are required'],
  [['webhooks', 'resend', '--order', 'x'], 'Expected the id of an order, a UUID'],
  [['webhooks', 'resend', '--order', ORDER, '--until', '2026-01-01'], '--until requires --since'],
  [['webhooks', 'resend', '--since', '2020-01-01'], 'at most 60 days'],
  [['backfil'], "unknown command 'backfil' (Did you mean backfill?)"],
  [['quarantine', 'lost'], "unknown command 'lost'"],
])('%j is a usage error', async (words, message) => {
  const { code, stderr } = await runHere(words);
  expect(stderr).toMatch(/^error: [^\n]+; see --help\n$/);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

it.each([[[]], [['quarantine']], [['webhooks']]])(
  'prints the help when %j names no command',
  async (words) => {
    const { code, stderr } = await runHere(words);
    expect(stderr).toMatch(/^Usage: order-transactions .*\n[^]*Commands:/);
    expect(code).toBe(2);
  },
);

it('prints no stack and no secret when the database is lost', async () => {
  const variables = { DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/orders' };
  const { code, stderr } = await runHere(['quarantine', 'list'], variables);
  expect(stderr).toMatch(
    /^The database cannot be reached \(.*ECONNREFUSED.*\): check DATABASE_URL/,
  );
  expect(stderr).not.toMatch(/hunter2|\n\s+at /);
  expect(code).toBe(1);
});

it('is silent when the reader closes the pipe', async () => {
  const child = spawn(process.execPath, [compiledProgram('cli'), '--help']);
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it('prints JSON on standard output and nothing else', async () => {
  const { code, stdout } = await runCommand(['quarantine', 'list', '--json']);
  expect(JSON.parse(stdout)).toEqual({ messages: [] });
  expect(code).toBe(0);
});

it('counts in the singular and the plural', () => {
  expect([0, 1, 2].map((number) => count(number, 'order'))).toEqual([
    '0 orders',
    '1 order',
    '2 orders',
  ]);
});
