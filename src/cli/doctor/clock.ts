import { CheckFailure } from './finding.js';

/** Signatures are rejected from 300 s on; a smaller difference already needs a correction. */
const MAX_DIFFERENCE_S = 60;

/**
 * Compares this machine's clock with another's.
 *
 * @param readClock returns the other clock's time in milliseconds since 1970.
 * @throws CheckFailure
 */
export async function compareClock(
  whose: string,
  readClock: () => Promise<number>,
): Promise<string> {
  const requestedAt = Date.now();
  const theirs = await readClock();
  const ours = (requestedAt + Date.now()) / 2;
  const seconds = Math.round(Math.abs(ours - theirs) / 1000);
  if (seconds <= MAX_DIFFERENCE_S) return `${seconds} s from ${whose}`;
  throw new CheckFailure(
    `${seconds} s ${ours > theirs ? 'ahead of' : 'behind'} ${whose}: let NTP set the clock of this machine. ` +
      'Webhooks whose timestamp is 300 s off are rejected.',
  );
}
