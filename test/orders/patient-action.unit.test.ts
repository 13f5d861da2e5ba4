import { patientActionOf, type ActionableOrder } from '../../src/orders/patient-action.js';
import {
  at,
  expectedAction,
  orderOf,
  situationsOf,
  STATUSES,
  type Situation,
} from './support/patient-action-table.js';

describe('the action of the patient for one order', () => {
  it.each(STATUSES)('follows the table for every situation of the status %s', (status) => {
    const situations = [...situationsOf(status)];
    expect(situations).toHaveLength(5 * 5 * 7 * 5 * 3);
    const different = situations
      .map((situation) => ({
        ...situation,
        expected: expectedAction(situation),
        action: patientActionOf([orderOf(situation)]),
      }))
      .filter(({ expected, action }) => expected !== action);
    expect(different).toEqual([]);
  });

  it('treats a collection method that this version does not know like none', () => {
    const situation: Situation = {
      status: 'requisition_created',
      detail: null,
      modality: 'unknown',
      origin: 'initial',
      appointment: 'none',
      history: 'none',
    };
    const order = { ...orderOf(situation), collectionMethod: 'drone' };
    expect(patientActionOf([order])).toBe('UNKNOWN');
  });
});

describe('the action of the patient for several orders', () => {
  const base = orderOf({
    status: 'redraw_available',
    detail: null,
    modality: 'walk-in',
    origin: 'initial',
    appointment: 'none',
    history: 'none',
  });
  const redraw = (status: string, parts: Partial<ActionableOrder> = {}): ActionableOrder => ({
    ...base,
    id: '55555555-5555-4555-8555-555555555555',
    createdAt: at('09:00'),
    origin: 'redraw',
    status,
    ...parts,
  });

  it('is NONE without an order, and when all orders are cancelled', () => {
    const cancelled = { ...base, status: 'cancelled.walk_in_test.cancelled' };
    expect(patientActionOf([])).toBe('NONE');
    expect(patientActionOf([cancelled, redraw('cancelled.testkit.do_not_process')])).toBe('NONE');
  });

  it.each([
    ['received.walk_in_test.requisition_created', 'RETURN_FOR_REDRAW'],
    ['sample_with_lab.walk_in_test.partial_results', 'WAIT'],
    ['completed.walk_in_test.completed', 'VIEW_RESULTS'],
    ['failed.walk_in_test.sample_error', 'CONTACT_SUPPORT'],
    ['cancelled.walk_in_test.cancelled', 'VIEW_RESULTS'],
    // The high-level status cancels an order whose low-level status is unknown to this version.
    ['cancelled.walk_in_test.withdrawn', 'VIEW_RESULTS'],
  ])('follows the redraw: %s means %s', (status, action) => {
    expect(patientActionOf([redraw(status), base])).toBe(action);
  });

  it('is RETURN_FOR_REDRAW while a cancelled redraw belongs to another order', () => {
    const elsewhere = redraw('cancelled.walk_in_test.cancelled', {
      parentId: '66666666-6666-4666-8666-666666666666',
    });
    expect(patientActionOf([base, elsewhere])).toBe('RETURN_FOR_REDRAW');
  });

  it('takes the newest order as the list of orders sorts them: unknown creation last, the initial order first', () => {
    const completed = 'completed.walk_in_test.completed';
    const partial = 'sample_with_lab.walk_in_test.partial_results';
    const initial = { ...base, status: partial };
    expect(patientActionOf([redraw(completed, { createdAt: null }), initial])).toBe('VIEW_RESULTS');
    expect(patientActionOf([redraw(completed), { ...initial, createdAt: null }])).toBe('WAIT');
    expect(patientActionOf([redraw(completed, { createdAt: base.createdAt }), initial])).toBe(
      'VIEW_RESULTS',
    );
    expect(
      patientActionOf([
        { ...initial, id: base.id, origin: null },
        { ...initial, id: '55555555-5555-4555-8555-555555555555', origin: null, status: completed },
      ]),
    ).toBe('VIEW_RESULTS');
  });
});
