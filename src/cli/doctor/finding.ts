import { reasonOf } from '../../database/start-error.js';

/** The result of one check. */
export interface Finding {
  /** What was checked, in a word or two. */
  readonly subject: string;
  readonly isOk: boolean;
  /** The state; where something is wrong, also what to do. */
  readonly message: string;
}

/** A check that failed. The message contains what is wrong and what to do. */
export class CheckFailure extends Error {}

/** Runs one check. An error that it throws is a finding too. */
export async function runCheck(
  subject: string,
  check: () => string | Promise<string>,
): Promise<Finding> {
  try {
    return { subject, isOk: true, message: await check() };
  } catch (error) {
    return { subject, isOk: false, message: reasonOf(error) };
  }
}
