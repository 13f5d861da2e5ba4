import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readConfig, type Config } from '../config.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { entities } from '../orders/entities.js';
import { describeStartProblem } from '../start-problem.js';

/** What a command is given. */
export interface CommandInput {
  readonly config: Config;
  readonly database: OpenDatabase;
  /** The words after the command's name. */
  readonly words: readonly string[];
  /** Options by name; a flag is `true`. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Command {
  /** Printed for `--help`: what it does, its options with defaults, its exit codes. */
  readonly help: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** @returns the exit code */
  run(input: CommandInput): Promise<number>;
}

/** The command was called wrongly; the message says how to call it. */
export class UsageError extends Error {}

/** Runs an operator's command on the configured database: 0 done, 1 failed, 2 called wrongly. */
export async function runCommand(command: Command): Promise<void> {
  try {
    process.exitCode = await execute(command);
  } catch (error) {
    const wrongCall = error instanceof UsageError || isArgumentError(error);
    process.stderr.write(`${wrongCall ? messageOf(error) : describeStartProblem(error)}\n`);
    if (wrongCall) process.stderr.write(`\n${command.help}\n`);
    process.exitCode = wrongCall ? 2 : 1;
  }
}

async function execute(command: Command): Promise<number> {
  const { values, positionals: words } = parseArgs({
    options: { ...command.options, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const options = values as CommandInput['options'];
  if (options.help) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  const config = readConfig(process.env);
  const database = await openDatabase({ ...config, entities, asGuest: true });
  try {
    return await command.run({ config, database, words, options });
  } finally {
    await database.close();
  }
}

function isArgumentError(error: unknown): boolean {
  return (
    error instanceof TypeError && 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code))
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
