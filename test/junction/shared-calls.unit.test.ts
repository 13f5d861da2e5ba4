import { setImmediate as nextTurn } from 'node:timers/promises';
import { SharedCalls } from '../../src/junction/shared-calls.js';

let calls: SharedCalls<string>;
let started: AbortSignal[];
let answer: (text: string) => void;

beforeEach(() => {
  calls = new SharedCalls();
  started = [];
});

const join = (caller?: AbortSignal) =>
  calls.join(
    'key',
    (signal) => {
      started.push(signal);
      return new Promise((resolve, reject) => {
        answer = resolve;
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    },
    caller,
  );

describe('a shared call', () => {
  it('is started once and answers all of its callers', async () => {
    const answers = Promise.all([join(), join(new AbortController().signal), join()]);
    answer('found');
    expect(await answers).toEqual(['found', 'found', 'found']);
    expect(started).toHaveLength(1);
  });

  it('continues for the other callers when one has disconnected', async () => {
    const [gone, staying] = [new AbortController(), new AbortController()];
    const [first, second] = [join(gone.signal), join(staying.signal)];
    gone.abort();
    await expect(first).rejects.toThrow();
    expect(started[0]?.aborted).toBe(false);
    answer('found');
    await expect(second).resolves.toBe('found');
  });

  it('is aborted when all of its callers have disconnected, and the next caller starts a new one', async () => {
    const callers = [new AbortController(), new AbortController()];
    const joined = callers.map(({ signal }) => join(signal));
    callers.forEach((caller) => caller.abort());
    const next = join();
    await Promise.allSettled(joined);
    expect(started.map(({ aborted }) => aborted)).toEqual([true, false]);
    await nextTurn();
    answer('found');
    await expect(next).resolves.toBe('found');
  });

  it('is not aborted while a caller without a signal waits', async () => {
    const gone = new AbortController();
    const [first, second] = [join(), join(gone.signal)];
    gone.abort();
    await expect(second).rejects.toThrow();
    answer('found');
    await expect(first).resolves.toBe('found');
  });

  it('is not started for a caller that has disconnected', async () => {
    await expect(join(AbortSignal.abort())).rejects.toThrow();
    expect(started).toHaveLength(0);
  });
});
