import type { Config } from '../config.js';
import { JOB_LIMITS } from '../junction/call-policy.js';
import { createJunctionClient, type JunctionClient } from '../junction/client.js';
import { parseInstant, type Instant } from '../junction/instant.js';
import { UpstreamError } from '../junction/upstream-error.js';
import { junctionToCall } from '../local-junction.js';
import { JobAlreadyRunning, JobLockLost, type Takeover } from '../database/jobs/run-job.js';
import { UsageError, type CommandInput } from './run-command.js';

/** Runs a command's work against Junction. What Junction or another process stands in the way of is told in one line. */
export async function withJunction(
  config: Config,
  work: (client: JunctionClient) => Promise<number>,
): Promise<number> {
  const client = createJunctionClient({ ...junctionToCall(config), limits: JOB_LIMITS });
  try {
    return await work(client);
  } catch (error) {
    const told = toldProblem(error);
    if (told === null) throw error;
    process.stderr.write(`${told}\n`);
    return 1;
  } finally {
    await client.close();
  }
}

function toldProblem(error: unknown): string | null {
  if (error instanceof JobAlreadyRunning || error instanceof JobLockLost) return error.message;
  return error instanceof UpstreamError ? `${error.message} (${error.reason})` : null;
}

export function printTakeover({ job, previousOwner }: Takeover): void {
  process.stderr.write(`Took over ${job.toLowerCase()} from ${previousOwner}, which was lost.\n`);
}

/**
 * Reads an option that holds a time.
 *
 * @throws UsageError
 */
export function timeOption(options: CommandInput['options'], name: string): Instant | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant === null) {
    throw new UsageError(
      `--${name} takes a date or time, e.g. 2026-03-01 or 2026-03-01T09:30:00Z.`,
    );
  }
  return instant;
}
