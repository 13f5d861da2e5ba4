import type { Config } from '../config/config.js';
import type { Takeover } from '../database/jobs/run-job.js';
import { JOB_LIMITS } from '../junction/call-policy.js';
import { createJunctionClient, type JunctionClient } from '../junction/client.js';
import { junctionToCall } from '../service/local-junction.js';

/** Runs work against Junction, or against the sandbox of a running service where no Junction is configured. */
export async function withJunction<Result>(
  config: Config,
  work: (client: JunctionClient) => Promise<Result>,
): Promise<Result> {
  const client = createJunctionClient({ ...junctionToCall(config), limits: JOB_LIMITS });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

export function printTakeover({ job, previousOwner }: Takeover): void {
  process.stderr.write(`Took over ${job.toLowerCase()} from ${previousOwner}, which was lost.\n`);
}
