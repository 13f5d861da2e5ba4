import { createProgram } from '../../../src/cli/program.js';
import { runProgram } from '../../../src/cli/run-program.js';

export interface Run {
  readonly code: NodeJS.Process['exitCode'];
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with these additional environment variables. */
export async function runHere(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  const before = { exitCode: process.exitCode, variables: { ...process.env } };
  try {
    process.exitCode = 0;
    Object.assign(process.env, variables);
    await runProgram(createProgram(), ['node', 'order-transactions', ...words]);
    return { code: exitCode(), ...written };
  } finally {
    process.env = before.variables;
    process.exitCode = before.exitCode;
    spies.forEach((spy) => spy.mockRestore());
  }
}

function exitCode(): NodeJS.Process['exitCode'] {
  return process.exitCode;
}
