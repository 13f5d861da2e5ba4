import type { Pool } from 'pg';
import type { JunctionClient } from '../junction/client.js';
import { UpstreamError } from '../junction/upstream-error.js';
import { Findings } from './findings.js';
import type { Intake } from './intake.js';

/** What the parts of a job share while it runs. */
export interface SyncRun {
  readonly pool: Pool;
  readonly client: JunctionClient;
  readonly intake: Intake;
  readonly findings: Findings;
  /** The company's ids of patients, by Junction's; null where Junction tells none. */
  readonly patients: Map<string, string | null>;
  /** Nothing may be changed, in no table. */
  readonly rehearsal: boolean;
}

export function startRun(
  parts: Pick<SyncRun, 'pool' | 'client' | 'intake'>,
  rehearsal = false,
): SyncRun {
  return { ...parts, findings: new Findings(), patients: new Map(), rehearsal };
}

/** Does a part of a job; that Junction fails spoils this part alone. @returns whether it was done */
export async function attempt(
  { findings }: Pick<SyncRun, 'findings'>,
  subject: string,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    findings.noteFailure(subject, `${error.message} (${error.reason})`);
    return false;
  }
}
