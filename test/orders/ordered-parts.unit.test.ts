import { readOrderedParts, mergedParts } from '../../src/orders/ordered-parts.js';

const MARKER = {
  id: 9001,
  name: 'Glucose',
  slug: 'glucose',
  provider_id: '900001',
  type: 'biomarker',
  unit: 'mg/dL',
  price: 'N/A',
};
const READ_MARKER = {
  id: '9001',
  name: 'Glucose',
  slug: 'glucose',
  providerId: '900001',
  rawType: 'biomarker',
  unit: 'mg/dL',
};
const TEST = {
  sample_type: 'serum',
  fasting: false,
  common_tat_days: 3,
  worst_case_tat_days: 5,
  markers: [MARKER],
};
const READ_TEST = {
  markers: [READ_MARKER],
  rawSampleType: 'serum',
  isFastingRequired: false,
  commonTurnaroundDays: 3,
  worstCaseTurnaroundDays: 5,
};

describe('what was ordered', () => {
  it('is read from an order with every part', () => {
    const order = {
      lab_test: TEST,
      priority: true,
      has_abn: false,
      activate_by: '2026-03-06',
      worst_case_result_by_date: '2026-03-12T00:00:00+00:00',
    };
    expect(readOrderedParts(order)).toEqual({
      test: READ_TEST,
      isPriority: true,
      hasAbn: false,
      activateBy: '2026-03-06',
      worstCaseResultBy: '2026-03-12',
    });
  });

  it('has no part that the order does not carry', () => {
    expect(readOrderedParts({})).toEqual({});
    expect(readOrderedParts({ lab_test: null, details: { data: null } })).toEqual({});
  });

  it('has the explicit nulls of the order', () => {
    const nulls = { priority: null, has_abn: null, activate_by: null };
    const details = { type: 'testkit', data: { shipment: null } };
    expect(readOrderedParts({ ...nulls, worst_case_result_by_date: null, details })).toEqual({
      isPriority: null,
      hasAbn: null,
      activateBy: null,
      worstCaseResultBy: null,
      kitShipment: null,
    });
  });

  it('does not invent what a test does not contain', () => {
    expect(readOrderedParts({ lab_test: { name: 'Panel' } })).toEqual({
      test: {
        markers: null,
        rawSampleType: null,
        isFastingRequired: null,
        commonTurnaroundDays: null,
        worstCaseTurnaroundDays: null,
      },
    });
  });

  it.each([
    ['null', null, null],
    ['an empty list', [], []],
    ['no list', 'glucose', null],
    ['a list without a readable marker', [{ name: 'Glucose' }, { id: 1 }, 7, null], null],
    ['a list with an unreadable marker', [{ id: 1.5, name: 'A' }, MARKER], [READ_MARKER]],
    [
      'a marker without a name',
      [{ id: 7, slug: 'ferritin' }],
      [
        {
          id: '7',
          name: 'ferritin',
          slug: 'ferritin',
          providerId: null,
          rawType: null,
          unit: null,
        },
      ],
    ],
  ])('has markers read from %s', (_what, markers, read) => {
    expect(readOrderedParts({ lab_test: { markers } }).test?.markers).toEqual(read);
  });

  it.each([
    ['priority', { priority: 'yes' }, { isPriority: null }],
    ['has_abn', { has_abn: 1 }, { hasAbn: null }],
    ['activate_by', { activate_by: 'soon' }, { activateBy: null }],
    ['an impossible day', { activate_by: '2026-02-31' }, { activateBy: null }],
  ])('is null where %s has another type', (_what, order, parts) => {
    expect(readOrderedParts(order)).toEqual(parts);
  });

  it.each([
    ['text', '3'],
    ['a fraction', 2.5],
    ['a number beyond 32 bits', 2 ** 31],
  ])('has no turnaround time for %s', (_what, common_tat_days) => {
    const { test } = readOrderedParts({ lab_test: { common_tat_days } });
    expect(test?.commonTurnaroundDays).toBeNull();
  });

  it('has the two parcels of a shipment, and leaves out its notes', () => {
    const shipment = {
      id: 'b85fada6-40cb-4c15-a352-2a99d8528522',
      outbound_tracking_number: '1Z',
      outbound_tracking_url: 'https://example.com/1Z',
      outbound_courier: 'ups',
      inbound_tracking_number: null,
      inbound_tracking_url: '',
      inbound_courier: null,
      notes: 'leave at the door',
    };
    expect(readOrderedParts({ details: { data: { shipment } } })).toEqual({
      kitShipment: {
        outbound: { trackingNumber: '1Z', trackingUrl: 'https://example.com/1Z', courier: 'ups' },
        inbound: null,
      },
    });
  });

  it('is nothing for an order that only an earlier release received', () => {
    expect(mergedParts(undefined)).toEqual({});
  });
});
