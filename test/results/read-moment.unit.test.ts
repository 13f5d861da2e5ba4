import type { LabResults } from '../../src/results/model.js';
import { readLabResults } from '../../src/results/read-results.js';

function read(body: object): LabResults {
  const results = readLabResults(body as Record<string, unknown>);
  if (results === null) throw new Error('no lab results');
  return results;
}

describe('a day of lab results', () => {
  const DAYS = ['collected', 'received', 'reported'] as const;

  it.each(DAYS)('is served as a day, not as midnight: %s', (name) => {
    const dates = { [`date_${name}`]: '2026-03-02' };
    const { samples, ...results } = read({
      metadata: dates,
      results: [],
      sample_information: { T1: dates },
    });
    for (const served of [results, samples[0]]) {
      expect(served).toMatchObject({ [`${name}On`]: '2026-03-02', [`${name}At`]: null });
    }
  });

  it.each<[unknown, string | null, string | null]>([
    ['2026-03-02', '2026-03-02', null],
    ['2026-03-02T00:00:00', '2026-03-02', '2026-03-02T00:00:00.000000Z'],
    ['2026-03-02T02:30:00Z', '2026-03-02', '2026-03-02T02:30:00.000000Z'],
    ['2026-03-01T18:30:00-08:00', '2026-03-01', '2026-03-02T02:30:00.000000Z'],
    [{ timestamp: '2026-03-02' }, '2026-03-02', null],
    [{ timestamp: '2026-03-02', timezone_offset: -28_800 }, '2026-03-02', null],
    [
      { timestamp: '2026-03-02T02:30:00+00:00', timezone_offset: -28_800 },
      '2026-03-01',
      '2026-03-02T02:30:00.000000Z',
    ],
    [
      { timestamp: '2026-03-02T20:30:00Z', timezone_offset: 34_200 },
      '2026-03-03',
      '2026-03-02T20:30:00.000000Z',
    ],
    [
      { timestamp: '2026-03-02T02:30:00Z', timezone_offset: 0 },
      '2026-03-02',
      '2026-03-02T02:30:00.000000Z',
    ],
    [
      { timestamp: '2026-03-02T02:30:00Z', timezone_offset: 7 },
      '2026-03-02',
      '2026-03-02T02:30:00.000000Z',
    ],
    ['2026-02-30', null, null],
    ['03/02/2026', null, null],
    [{ timezone_offset: -28_800 }, null, null],
    [null, null, null],
  ])('is read from %j as the day %s at %s', (value, day, time) => {
    const sample = { T1: { date_collected: value } };
    expect(read({ results: [], sample_information: sample }).samples).toMatchObject([
      { collectedOn: day, collectedAt: time },
    ]);
  });
});
