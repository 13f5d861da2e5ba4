import {
  isFiltered,
  NO_FILTERS,
  readFilters,
  variablesOf,
  writeFilters,
} from '../src/logic/filters.js';

const NOW = Date.parse('2026-03-06T10:02:17.500Z');
const SET = {
  status: 'ACTIVE',
  orderStatus: 'REDRAW_AVAILABLE',
  patientAction: 'RETURN_FOR_REDRAW',
  hasRedraw: 'no',
  critical: 'yes',
  changed: '1h',
  userId: 'a person & more',
  after: ['first', 'second'],
} as const;

describe('the filters of the list', () => {
  it('survive in the address of the page', () => {
    expect(readFilters(writeFilters(SET))).toEqual(SET);
    expect(writeFilters(NO_FILTERS).toString()).toBe('');
  });

  it('become the arguments of the public API', () => {
    expect(variablesOf(SET, NOW)).toEqual({
      first: 20,
      status: ['ACTIVE'],
      orderStatus: ['REDRAW_AVAILABLE'],
      patientAction: ['RETURN_FOR_REDRAW'],
      hasRedraw: false,
      critical: true,
      changedAfter: '2026-03-06T09:02:00.000Z',
      userId: 'a person & more',
      after: 'second',
    });
  });

  it('are null where they are not set, so that any value matches', () => {
    const { first, ...rest } = variablesOf(NO_FILTERS, NOW);
    expect(first).toBe(20);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });

  it('repeat one query during a minute', () => {
    expect(variablesOf(SET, NOW)).toEqual(variablesOf(SET, NOW + 40_000));
    expect(variablesOf(SET, NOW)).not.toEqual(variablesOf(SET, NOW + 60_000));
  });

  it('ignore words in the address that are no choice', () => {
    const words = new URLSearchParams('status=NEW&hasRedraw=maybe&critical=1&changed=constructor');
    expect(readFilters(words)).toEqual(NO_FILTERS);
  });

  it('do not count a page of the list as a filter', () => {
    expect(isFiltered({ ...NO_FILTERS, after: ['first'] })).toBe(false);
    expect(isFiltered({ ...NO_FILTERS, userId: 'x' })).toBe(true);
  });
});
