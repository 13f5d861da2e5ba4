import { flagOf, markRecovered, summarizeOutcome } from '../src/logic/recovered.js';

const result = (name: string, loinc: string | null, value: string) => ({
  name,
  loinc,
  slug: null,
  result: value,
});

describe('the combined results', () => {
  it('mark what the redraw recovered, by the LOINC code before the name', () => {
    const marked = markRecovered(
      [result('A', '1-1', '5'), result('B', '2-2', '6'), result('C', null, '7')],
      [result('another name of B', '2-2', '6'), result('C', null, '7')],
    );
    expect(marked.filter(({ isRecovered }) => isRecovered).map(({ name }) => name)).toEqual([
      'B',
      'C',
    ]);
  });

  it('mark only the measured one of two entries of a biomarker', () => {
    const marked = markRecovered(
      [result('A', '1-1', 'TNP'), result('A', '1-1', '5')],
      [result('A', '1-1', '5')],
    );
    expect(marked.map(({ isRecovered }) => isRecovered)).toEqual([false, true]);
  });

  it.each([
    [0, 0, 'Nothing was missing.'],
    [0, 1, 'The redraw has not recovered any of 1 missing biomarker.'],
    [2, 1, 'The redraw recovered 2 of 3 missing biomarkers.'],
  ])('summarize %d recovered and %d missing', (recovered, missing, text) => {
    expect(summarizeOutcome(recovered, missing)).toBe(text);
  });

  it.each([
    [{}, null],
    [{ isAboveMaxRange: true }, '▲ high'],
    [{ isBelowMinRange: true, interpretation: 'CRITICAL' }, '! critical ▼ low'],
    [{ interpretation: 'ABNORMAL' }, '◆ abnormal'],
    [{ interpretation: 'NORMAL' }, null],
  ])('flag %j with text', (ranged, text) => {
    expect(flagOf(ranged)?.text ?? null).toBe(text);
  });
});
