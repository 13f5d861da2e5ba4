import { CommanderError, type Command } from 'commander';
import { JobAlreadyRunningError, JobLockLostError } from '../database/jobs/run-job.js';
import { CannotOpenError } from '../database/sealer.js';
import { UpstreamError } from '../junction/upstream-error.js';
import { describeStartProblem } from '../service/start-problem.js';

const FAILED = 1;
const USAGE_ERROR = 2;

/** Runs the command line and sets the exit code. A usage error is printed as one line on standard error. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`${describeFailure(error)}\n`);
    return FAILED;
  }
  if (error.exitCode === 0) return 0;
  // Called without a command: commander has printed the help.
  if (error.code === 'commander.help') return USAGE_ERROR;
  const message = error.message.replaceAll(/\s*\n\s*/g, ' ').replace(/\.$/, '');
  process.stderr.write(`${message}; see --help\n`);
  return USAGE_ERROR;
}

function describeFailure(error: unknown): string {
  if (error instanceof JobAlreadyRunningError || error instanceof JobLockLostError)
    return error.message;
  if (error instanceof UpstreamError)
    return `${error.message} (${error.reason}) Run doctor for the remedy.`;
  if (error instanceof CannotOpenError)
    return `The message cannot be decrypted (${error.message}): add the key that encrypted it to RESULTS_ENCRYPTION_KEY.`;
  return describeStartProblem(error);
}

/** A reader such as `head` may close the pipe early. The work continues and its output is dropped. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
