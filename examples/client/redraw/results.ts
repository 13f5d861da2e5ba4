import { element, externalLink, section } from './dom.js';
import type { Test } from './place.js';
import { interpretationText } from './words.js';

type Biomarker = NonNullable<Test['combinedResults']>['biomarkers'][number];

/** The results of all samples, with the biomarkers that the redraw recovered. */
export function resultsSection(
  { combinedResults, redrawOutcome, resultsPdf }: Test,
  areUnavailable: boolean,
): Node | null {
  if (areUnavailable) {
    const note = 'Your results cannot be shown right now. Try again later.';
    return section('results', 'Your results', element('p', { class: 'note' }, note));
  }
  if (!combinedResults) return null;
  const { biomarkers, missingBiomarkers } = combinedResults;
  const recovered = redrawOutcome?.recovered.map(({ name }) => name) ?? [];
  const missing = (redrawOutcome?.stillMissing ?? missingBiomarkers).map(({ name }) => name);
  return section(
    'results',
    'Your results',
    recovered.length > 0 &&
      element(
        'p',
        { class: 'recovered' },
        element('strong', {}, 'Your second sample added: '),
        recovered.join(', '),
      ),
    missing.length > 0 &&
      element('p', { class: 'note' }, element('strong', {}, 'Still missing: '), missing.join(', ')),
    biomarkers.length > 0 && table(biomarkers),
    resultsPdf && element('p', {}, externalLink(resultsPdf.url, 'Report of the laboratory (PDF)')),
  );
}

function table(biomarkers: readonly Biomarker[]): Node {
  const head = ['Measured', 'Result', 'Usual range'].map((title) =>
    element('th', { scope: 'col' }, title),
  );
  return element(
    'table',
    {},
    element('caption', {}, 'Results of all your samples'),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...biomarkers.map(row)),
  );
}

function row({ name, result, unit, referenceRange, interpretation, order }: Biomarker): Node {
  // A comment without a range is not "in range", although Junction interprets it as normal.
  const isComment = referenceRange === null && interpretation === 'NORMAL';
  const judgement = isComment ? null : interpretationText(interpretation);
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      name,
      order?.origin === 'REDRAW' && element('span', { class: 'badge' }, '+ second sample'),
    ),
    element(
      'td',
      {},
      [result, unit].filter(Boolean).join(' '),
      judgement &&
        element('span', { class: `line ${interpretation?.toLowerCase() ?? ''}` }, judgement),
    ),
    element('td', {}, referenceRange ?? '–'),
  );
}
