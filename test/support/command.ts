import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import os from 'node:os';
import { compiledProgram } from './programs.js';
import { testDatabaseUrl } from './test-server.js';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command until it exits, without a terminal, on the test database unless the variables name another. */
export async function runCommand(
  words: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  const { NODE_ENV, ...inherited } = process.env;
  const child = spawn(process.execPath, [compiledProgram('cli'), ...words], {
    cwd: os.tmpdir(),
    env: {
      ...inherited,
      DATABASE_URL: testDatabaseUrl(),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}
