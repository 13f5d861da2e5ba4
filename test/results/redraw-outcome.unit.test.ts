import type { LabResults } from '../../src/results/model.js';
import { readLabResults } from '../../src/results/read-results.js';
import { redrawOutcome } from '../../src/results/redraw-outcome.js';
import { journeyNamed } from '../support/journeys.js';

interface Entry {
  name?: string;
  slug?: string;
  loinc?: string;
  provider_id?: string;
}

/** Results in Junction's format. */
function results(
  found: (Entry & { type?: string | undefined; result?: string })[],
  missing: (Entry & { note?: string })[],
) {
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

describe('redrawOutcome', () => {
  const ferritin = { slug: 'ferritin' };
  const tsh = { slug: 'tsh' };
  const glucose = { slug: 'glucose' };

  const cases = [
    {
      title: 'is complete when every missing biomarker was measured',
      first: results([glucose], [ferritin, tsh]),
      combined: results([glucose, ferritin, tsh], []),
      expected: { recovered: ['ferritin', 'tsh'], stillMissing: [], complete: true },
    },
    {
      title: 'separates what was measured from what is still missing',
      first: results([glucose], [ferritin, tsh]),
      combined: results([glucose, tsh], [ferritin]),
      expected: { recovered: ['tsh'], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'has recovered nothing while the redraw has no results',
      first: results([glucose], [ferritin]),
      combined: results([glucose], [ferritin]),
      expected: { recovered: [], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'still lists a missing biomarker that the combined results omit',
      first: results([glucose], [ferritin]),
      combined: results([glucose], []),
      expected: { recovered: [], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'still lists every missing biomarker while there are no combined results',
      first: results([glucose], [ferritin]),
      combined: null,
      expected: { recovered: [], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'believes the missing entry when the combined results contain a result too',
      first: results([], [ferritin]),
      combined: results([ferritin], [ferritin]),
      expected: { recovered: [], stillMissing: ['ferritin'], complete: false },
    },
    {
      title: 'includes what only the redraw lacks',
      first: results([glucose], [ferritin]),
      combined: results([glucose, ferritin], [tsh]),
      expected: { recovered: ['ferritin'], stillMissing: ['tsh'], complete: false },
    },
    {
      title: 'is complete from the start when nothing was missing',
      first: results([glucose], []),
      combined: results([glucose], []),
      expected: { recovered: [], stillMissing: [], complete: true },
    },
    {
      title: 'needs a result for each of two biomarkers with one slug and different LOINC codes',
      first: results(
        [],
        [
          { slug: 'wbc', loinc: '6690-2' },
          { slug: 'wbc', loinc: '5821-4' },
        ],
      ),
      combined: results([{ slug: 'wbc', loinc: '5821-4' }], [{ slug: 'wbc', loinc: '6690-2' }]),
      expected: { recovered: ['wbc'], stillMissing: ['wbc'], complete: false },
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

  it('contains the new value, and the newest reason', () => {
    const outcome = redrawOutcome(
      results([], [ferritin, { ...tsh, note: 'Hemolyzed' }]),
      results([{ ...ferritin, result: '215' }], [{ ...tsh, note: 'Quantity not sufficient' }]),
    );
    expect(outcome.recovered).toMatchObject([{ slug: 'ferritin', result: '215' }]);
    expect(outcome.stillMissing).toMatchObject([{ slug: 'tsh', note: 'Quantity not sufficient' }]);
  });

  it.each<[string, Entry, Entry, boolean]>([
    ['equal slugs, whatever the name', { ...tsh, name: 'TSH' }, { ...tsh, name: 'X' }, true],
    [
      'equal LOINC codes, whatever the slug',
      { ...tsh, loinc: '1' },
      { ...ferritin, loinc: '1' },
      true,
    ],
    [
      'different LOINC codes, whatever the slug',
      { ...tsh, loinc: '1' },
      { ...tsh, loinc: '2' },
      false,
    ],
    ['different LOINC codes, whatever the name', { loinc: '1' }, { loinc: '2' }, false],
    ['different slugs, whatever the name', tsh, ferritin, false],
    ['equal slugs when one LOINC code is absent', { ...tsh, loinc: '1' }, tsh, true],
    [
      'equal names when a slug is absent',
      { loinc: '1', name: 'TSH' },
      { ...tsh, name: 'TSH' },
      true,
    ],
    [
      'equal provider ids when a slug is absent',
      { provider_id: '7', name: 'A' },
      { ...tsh, provider_id: '7', name: 'B' },
      true,
    ],
    [
      'different provider ids, whatever the name',
      { provider_id: '7' },
      { provider_id: '8' },
      false,
    ],
    ['equal names in other letters', { name: 'TSH ' }, { name: 'tsh' }, true],
    [
      'different names with empty slugs',
      { slug: '', name: 'TSH' },
      { slug: '', name: 'CRP' },
      false,
    ],
    [
      'different names with the slug "unknown"',
      { slug: 'unknown', name: 'TSH' },
      { slug: 'Unknown', name: 'CRP' },
      false,
    ],
  ])('compares two biomarkers with %s', (_, missing, found, same) => {
    expect(redrawOutcome(results([], [missing]), results([found], [])).complete).toBe(same);
  });

  it.each<[string, Entry, Entry, boolean]>([
    [
      'no other key is equal',
      { slug: 'glucose', name: 'Glucose, urine' },
      { slug: 'glucose', name: 'Glucose' },
      false,
    ],
    [
      'another key is equal',
      { slug: 'glucose', provider_id: '7' },
      { slug: 'glucose', provider_id: '7' },
      true,
    ],
  ])('ignores a slug that occurs with two LOINC codes, when %s', (_, missing, found, same) => {
    const ambiguous = [
      { slug: 'glucose', loinc: '2345-7', name: 'Glucose, blood' },
      { slug: 'glucose', loinc: '5792-7', name: 'Glucose, dipstick' },
    ];
    const outcome = redrawOutcome(
      results(ambiguous, [missing]),
      results([...ambiguous, found], []),
    );
    expect(outcome.complete).toBe(same);
  });

  it.each([
    ['comment', 'TNP', false],
    ['comment', ' qns\n', false],
    ['coded_value', 'Test Not Performed', false],
    ['comment', 'NOT PERFORMED', false],
    [undefined, 'Quantity not sufficient', false],
    ['comment', '', false],
    ['comment', 'Negative', true],
    ['comment', 'TNP: see the note of 6 March', true],
    ['numeric', '0', true],
  ])('counts a result of type %s and text %j as measured (%j)', (type, result, measured) => {
    const found = { ...ferritin, type, result };
    const { recovered, complete } = redrawOutcome(results([], [ferritin]), results([found], []));
    expect(complete).toBe(measured);
    expect(recovered).toHaveLength(measured ? 1 : 0);
  });

  it('equals that of a recorded redraw after which one biomarker is still missing', () => {
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
