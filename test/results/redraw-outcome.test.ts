import type { LabResults } from '../../src/results/model.js';
import { readLabResults } from '../../src/results/read-results.js';
import { redrawOutcome } from '../../src/results/redraw-outcome.js';
import { journeyNamed } from '../support/journeys.js';

interface Names {
  name?: string;
  slug?: string;
  loinc?: string;
}

/** Results as Junction would tell them. */
function results(found: (Names & { result?: string })[], missing: (Names & { note?: string })[]) {
  return read({
    results: found.map((it) => ({ name: 'Ferritin', type: 'numeric', result: '5', ...it })),
    missing_results: missing.map((it) => ({ name: 'Ferritin', ...it })),
  });
}

function read(body: unknown): LabResults {
  const read = readLabResults(body as Record<string, unknown>);
  if (read === null) throw new Error('no lab results');
  return read;
}

describe('the outcome of a redraw', () => {
  const ferritin = { slug: 'ferritin' };
  const tsh = { slug: 'tsh' };
  const glucose = { slug: 'glucose' };

  const cases = [
    {
      title: 'is complete when every missing biomarker has come',
      first: results([glucose], [ferritin, tsh]),
      combined: results([glucose, ferritin, tsh], []),
      expected: { recovered: ['ferritin', 'tsh'], stillMissing: [], complete: true },
    },
    {
      title: 'tells what came and what did not',
      first: results([glucose], [ferritin, tsh]),
      combined: results([glucose, tsh], [ferritin]),
      expected: { recovered: ['tsh'], stillMissing: ['ferritin'], complete: false },
    },
    {
      title:
        'is nothing yet while the redraw goes on, and for ever when it failed or was cancelled',
      first: results([glucose], [ferritin]),
      combined: results([glucose], [ferritin]),
      expected: { recovered: [], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'keeps missing what the combined results no longer speak of',
      first: results([glucose], [ferritin]),
      combined: results([glucose], []),
      expected: { recovered: [], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'keeps missing everything while nothing is combined',
      first: results([glucose], [ferritin]),
      combined: null,
      expected: { recovered: [], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'counts a result also where an older note of its absence stays beside it',
      first: results([], [ferritin]),
      combined: results([ferritin], [ferritin]),
      expected: { recovered: ['ferritin'], stillMissing: [], complete: true },
    },
    {
      title: 'says nothing of what only the redraw lacks',
      first: results([glucose], [ferritin]),
      combined: results([glucose, ferritin], [tsh]),
      expected: { recovered: ['ferritin'], stillMissing: [], complete: true },
    },
    {
      title: 'is complete from the start where the first order lacked nothing',
      first: results([glucose], []),
      combined: results([glucose], []),
      expected: { recovered: [], stillMissing: [], complete: true },
    },
  ];

  it.each(cases)('$title', ({ first, combined, expected }) => {
    const { recovered, stillMissing, complete } = redrawOutcome(first, combined);
    expect({
      recovered: recovered.map(({ slug }) => slug),
      stillMissing: stillMissing.map(({ slug }) => slug),
      complete,
    }).toEqual(expected);
  });

  it('has the new value, and the newest reason', () => {
    const outcome = redrawOutcome(
      results([], [ferritin, { ...tsh, note: 'Hemolyzed' }]),
      results([{ ...ferritin, result: '215' }], [{ ...tsh, note: 'Quantity not sufficient' }]),
    );
    expect(outcome.recovered).toMatchObject([{ slug: 'ferritin', result: '215' }]);
    expect(outcome.stillMissing).toMatchObject([{ slug: 'tsh', note: 'Quantity not sufficient' }]);
  });

  it.each<[string, Names, Names, boolean]>([
    ['one slug, whatever the name', { ...tsh, name: 'TSH' }, { ...tsh, name: 'Thyrotropin' }, true],
    [
      'different slugs, whatever the code',
      { ...tsh, loinc: '1' },
      { ...ferritin, loinc: '1' },
      false,
    ],
    [
      'one LOINC code, where a slug is lacking',
      { loinc: '1', name: 'TSH' },
      { ...tsh, loinc: '1' },
      true,
    ],
    ['different LOINC codes under one name', { loinc: '1' }, { loinc: '2' }, false],
    ['one name in other letters, where there are no codes', { name: 'TSH' }, { name: 'tsh' }, true],
    ['empty slugs, which say nothing', { slug: '', name: 'TSH' }, { slug: '', name: 'CRP' }, false],
  ])('knows a biomarker again by %s', (_, missing, found, same) => {
    expect(redrawOutcome(results([], [missing]), results([found], [])).complete).toBe(same);
  });

  it('is that of a recorded redraw after which one biomarker is missing still', () => {
    const { results: recorded } = journeyNamed('f01-redraw-completed-still-missing');
    const outcome = redrawOutcome(
      read(recorded['5f13ed3c-4449-4ca0-a3a6-3084070b0f4b']),
      read(recorded['0419d1aa-08a1-476e-b61e-eed8cf25e1cd']),
    );
    expect(outcome).toMatchObject({
      recovered: [{ name: 'Test Marker TSH' }],
      stillMissing: [{ name: 'Test Marker Ferritin', note: 'Canary note: not performed' }],
      complete: false,
    });
  });
});
