import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, reasonOf } from './error.js';
import type { Account } from './account.js';

const execute = promisify(execFile);

export interface Surroundings {
  readonly account: Account | null;
  /**
   * The process changes to this folder before it changes the account, so the account needs no access to the parents.
   */
  readonly workingFolder: string;
}

/**
 * Runs a program and waits until it exits.
 *
 * @throws EmbeddedPostgresError with the error output of the program.
 */
export async function run(
  program: string,
  programArguments: readonly string[],
  { account, workingFolder }: Surroundings,
): Promise<void> {
  await execute(program, programArguments, {
    ...account,
    cwd: workingFolder,
    // No other variable is inherited: PGDATA and similar variables would misconfigure Postgres, and so would a locale
    // that the machine does not have.
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  }).catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      `The embedded Postgres' ${path.basename(program)} failed (${messageOf(error)}).`,
      { cause: error },
    );
  });
}

function messageOf(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  return stderr?.trim() || reasonOf(error);
}
