import { CheckFailure } from './finding.js';

/** A signature is refused at 300 s; from here on somebody has to do something about it. */
const LARGEST_DIFFERENCE_S = 60;

/**
 * Compares this machine's clock with another's.
 *
 * @param ask tells the other's time in milliseconds since 1970.
 * @throws CheckFailure
 */
export async function compareClock(whose: string, ask: () => Promise<number>): Promise<string> {
  const askedAt = Date.now();
  const theirs = await ask();
  const ours = (askedAt + Date.now()) / 2;
  const seconds = Math.round(Math.abs(ours - theirs) / 1000);
  if (seconds <= LARGEST_DIFFERENCE_S) return `${seconds} s from ${whose}`;
  throw new CheckFailure(
    `${seconds} s ${ours > theirs ? 'ahead of' : 'behind'} ${whose}: let NTP set the clock of this machine. ` +
      'Webhooks are refused when they seem 300 s old or new.',
  );
}
