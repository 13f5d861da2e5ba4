import type { Command } from 'commander';

/** What a command reports: for people, or with --json for programs. */
export interface Report {
  readonly json: unknown;
  /** Lines for standard output. */
  readonly text: string;
  /** Lines for standard error, also with --json. */
  readonly problems?: string;
  /** Default 0. */
  readonly exitCode?: number;
}

/** The meaning of each exit code, for the help. */
export type ExitCodes = Readonly<Record<number, string>>;

/** Adds a command that returns a report. Its options and its `action` are added to the returned command. */
export function addCommand(
  program: Command,
  name: string,
  description: string,
  exitCodes: ExitCodes = {},
): Command {
  const codes = { 0: 'done', 1: 'failed', 2: 'usage error', ...exitCodes };
  const lines = Object.entries(codes).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return program
    .command(name)
    .description(description)
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExit codes:\n${lines.join('\n')}`);
}

/** Returns the action of a command: it runs the function, prints the report and sets the exit code. */
export function reporting<Arguments extends unknown[]>(
  run: (...given: Arguments) => Promise<Report>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const { json, text, problems = '', exitCode = 0 } = await run(...given);
    process.stdout.write(
      command.opts().json === true ? `${JSON.stringify(json, null, 2)}\n` : text,
    );
    process.stderr.write(problems);
    process.exitCode = exitCode;
  };
}

/** E.g. `1 order`, `2 orders`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
