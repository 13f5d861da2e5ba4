import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, reasonOf } from './error.js';
import type { Account } from './account.js';

const execute = promisify(execFile);

export interface Surroundings {
  readonly account: Account | null;
  /** Entered before the account is changed, so that its parents may be closed to the account. */
  readonly workingFolder: string;
}

/**
 * Runs a program to its end.
 *
 * @throws EmbeddedPostgresError with what the program complained about.
 */
export async function run(
  program: string,
  programArguments: readonly string[],
  { account, workingFolder }: Surroundings,
): Promise<void> {
  await execute(program, programArguments, {
    ...account,
    cwd: workingFolder,
    // Nothing else is inherited: PGDATA and the like would lead Postgres astray, and so would a locale that the
    // machine does not have.
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  }).catch((error: unknown) => {
    throw new EmbeddedPostgresError(
      `The embedded Postgres' ${path.basename(program)} failed (${complaintOf(error)}).`,
      { cause: error },
    );
  });
}

function complaintOf(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  return stderr?.trim() || reasonOf(error);
}
