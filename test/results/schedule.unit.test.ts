import fc from 'fast-check';
import type { LabResults } from '../../src/results/model.js';
import { readLabResults } from '../../src/results/read-results.js';
import { scheduleAfter } from '../../src/results/schedule.js';

const MINUTE = 60_000;
const result = { name: 'Glucose', type: 'numeric', result: '4.0', value: 4 };

function answer(body: object): LabResults {
  const read = readLabResults({ metadata: { status: 'final' }, results: [], ...body });
  if (read === null) throw new Error('no lab results');
  return read;
}

const withResults = answer({ results: [result] });
const withMissing = answer({ missing_results: [{ name: 'Ferritin' }] });
const empty = answer({});
const partial = answer({ results: [result], metadata: { status: 'partial' } });

describe('results of a finished test', () => {
  it.each([
    [0, 1],
    [0.5, 1],
    [1, 10],
    [5, 10],
    [10, 60],
    [59, 60],
  ])('fetched %d minutes after the event are fetched again %d minutes after it', (age, next) => {
    expect(scheduleAfter(withResults, age * MINUTE)).toEqual({
      refetchInMs: (next - age) * MINUTE,
      isFinal: false,
    });
  });

  it.each<[string, LabResults | null, boolean]>([
    ['results', withResults, true],
    ['missing results', withMissing, true],
    ['results that cannot be read', answer({ results: [{ name: 'TSH' }] }), true],
    ['nothing', empty, false],
    ['no response', null, false],
    ['partial results', partial, false],
  ])('are final after an hour when there are %s: %#', (_, results, isFinal) => {
    for (const age of [60 * MINUTE, Infinity]) {
      expect(scheduleAfter(results, age)).toEqual({ refetchInMs: null, isFinal });
    }
  });

  it('cost three further calls, whatever the delay of each', () => {
    const delays = fc.array(fc.nat({ max: 30_000 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), delays, (first, [...rest]) => {
        let age = first;
        let calls = 0;
        for (;;) {
          const { refetchInMs } = scheduleAfter(withResults, age);
          if (refetchInMs === null) return calls === 3 && age >= 60 * MINUTE - 1_000;
          age += refetchInMs + (rest.pop() ?? 0);
          calls += 1;
        }
      }),
    );
  });
});
