import { render, screen, within } from '@testing-library/preact';
import { CombinedError } from '@urql/preact';
import type { TransactionResultsQuery } from '../src/generated/graphql.js';
import { Results } from '../src/transactions/results.js';
import { Timeline } from '../src/transactions/timeline.js';

type Combined = NonNullable<
  NonNullable<TransactionResultsQuery['orderTransaction']>['combinedResults']
>;

const biomarker = (name: string, origin: 'INITIAL' | 'REDRAW'): Combined['biomarkers'][number] => ({
  name,
  slug: name,
  loinc: null,
  result: '5',
  unit: 'mg/dL',
  referenceRange: null,
  interpretation: 'NORMAL',
  isAboveMaxRange: false,
  isBelowMinRange: false,
  order: { id: origin, origin },
});

const RESULTS: TransactionResultsQuery = {
  orderTransaction: {
    id: '1',
    combinedResults: {
      status: 'FINAL',
      interpretation: 'NORMAL',
      laboratory: 'Labcorp',
      unreadableBiomarkers: 0,
      biomarkers: [biomarker('Glucose', 'INITIAL'), biomarker('CRP', 'REDRAW')],
      missingBiomarkers: [],
    },
    redrawOutcome: {
      complete: false,
      recovered: [biomarker('CRP', 'REDRAW')],
      stillMissing: [{ name: 'Iron', inferredFailureType: 'QUANTITY_NOT_SUFFICIENT_FAILURE' }],
    },
  },
};

describe('the combined results', () => {
  it('mark what the redraw recovered and what is still missing with words', () => {
    render(
      <Results
        answer={{ data: RESULTS, error: undefined, fetching: false }}
        onReload={jest.fn()}
      />,
    );
    const [, glucose, crp] = screen.getAllByRole('row');
    expect(glucose?.textContent).not.toContain('recovered');
    expect(crp?.textContent).toContain('↻ recovered');
    expect(crp?.textContent).toContain('Redraw');
    screen.getByText('The redraw recovered 1 of 2 missing biomarkers.');
    screen.getByText('quantity not sufficient');
  });

  it('show an error of Junction, and what to do', () => {
    const error = new CombinedError({
      graphQLErrors: [
        {
          message: 'Junction did not answer in time.',
          extensions: { code: 'UPSTREAM_TIMEOUT' },
        },
      ],
    });
    render(<Results answer={{ data: undefined, error, fetching: false }} onReload={jest.fn()} />);
    expect(screen.getByRole('alert').textContent).toContain('Junction did not answer in time.');
  });
});

describe('the timeline', () => {
  it('announces its latest event, and names the order of each event to screen readers', () => {
    const event = { rawStatus: '', statusDetail: null, createdAt: '2026-03-06T10:00:00.000Z' };
    render(
      <Timeline
        orders={[
          { id: 'a', origin: 'INITIAL' },
          { id: 'b', origin: 'REDRAW' },
        ]}
        events={[
          { ...event, id: '1', status: 'REDRAW_AVAILABLE', order: { id: 'a' } },
          { ...event, id: '2', status: 'ORDERED', order: { id: 'b' } },
        ]}
      />,
    );
    expect(screen.getByRole('status').textContent).toBe('2 events, the latest: ordered');
    const [first, second] = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(first?.textContent).toContain('Initial order: Redraw available');
    expect(second?.textContent).toContain('Redraw: Ordered');
  });
});
