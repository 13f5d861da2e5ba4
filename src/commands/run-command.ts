import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readConfig, type Config } from '../config.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { entities } from '../service/entities.js';
import { describeStartProblem } from '../start-problem.js';

/** The words of a command line. */
export interface ProgramInput {
  /** The words after the command's name. */
  readonly words: readonly string[];
  /** Options by name; a flag is `true`. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** What a command is given. */
export interface CommandInput extends ProgramInput {
  readonly config: Config;
  readonly database: OpenDatabase;
}

export interface Program<Input = ProgramInput> {
  /** Printed for `--help`: what it does, its options with defaults, its exit codes. */
  readonly help: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** @returns the exit code */
  run(input: Input): Promise<number>;
}

export type Command = Program<CommandInput>;

/** The command was called wrongly; the message says how to call it. */
export class UsageError extends Error {}

/** Runs an operator's command on the configured database: 0 done, 1 failed, 2 called wrongly. */
export function runCommand(command: Command): Promise<void> {
  return runProgram({ ...command, run: (input) => withDatabase(command, input) });
}

/** Runs an operator's command that finds what it needs by itself, with the same exit codes. */
export async function runProgram(program: Program): Promise<void> {
  try {
    process.exitCode = await execute(program);
  } catch (error) {
    const wrongCall = error instanceof UsageError || isArgumentError(error);
    process.stderr.write(`${wrongCall ? messageOf(error) : describeStartProblem(error)}\n`);
    if (wrongCall) process.stderr.write(`\n${program.help}\n`);
    process.exitCode = wrongCall ? 2 : 1;
  }
}

async function execute(program: Program): Promise<number> {
  const { values, positionals: words } = parseArgs({
    options: { ...program.options, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const options = values as ProgramInput['options'];
  if (options.help) {
    process.stdout.write(`${program.help}\n`);
    return 0;
  }
  return program.run({ words, options });
}

async function withDatabase(command: Command, input: ProgramInput): Promise<number> {
  const config = readConfig(process.env);
  const database = await openDatabase({ ...config, entities, asGuest: true });
  try {
    return await command.run({ ...input, config, database });
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
