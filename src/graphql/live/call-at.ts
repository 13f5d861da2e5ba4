/** The longest delay of a timer in Node. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls back at a time, given in milliseconds since 1970.
 *
 * @returns a function that cancels the call.
 */
export function callAt(time: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = Math.max(0, time - Date.now());
    timer = setTimeout(left > MAX_TIMER_MS ? wait : callback, Math.min(left, MAX_TIMER_MS));
  };
  wait();
  return () => clearTimeout(timer);
}
