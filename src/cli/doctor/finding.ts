import { reasonOf } from '../../database/start-error.js';

/** What one look found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly subject: string;
  readonly isWell: boolean;
  /** How it stands; where something is wrong, also what to do. */
  readonly says: string;
}

/** Something is wrong. The message says what, and what to do. */
export class Complaint extends Error {}

/** Looks at one thing. Whatever a look throws is a finding too. */
export async function examine(
  subject: string,
  look: () => string | Promise<string>,
): Promise<Finding> {
  try {
    return { subject, isWell: true, says: await look() };
  } catch (error) {
    return { subject, isWell: false, says: reasonOf(error) };
  }
}
