import type { Fact } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import { instant, orderMessage } from '../support/order-facts.js';

const ORDER = '44444444-4444-4444-8444-444444444444';
const TRANSACTION = '33333333-3333-4333-8333-333333333333';

function orderFact(statuses: readonly string[]): Fact {
  const { fact } = orderMessage({
    id: ORDER,
    transactionId: TRANSACTION,
    userId: 'patient-1',
    createdAt: '2026-03-06T08:00:00Z',
    statuses: statuses.map((status) => `collecting_sample.at_home_phlebotomy.${status}`),
  });
  if (fact === null) throw new Error('no fact');
  return fact;
}

/** An appointment with events at these times. Its status is that of the last event. */
function appointmentFact(
  statuses: readonly [status: string, at: string][],
  startAt: string | null = '2026-03-09T10:00:00Z',
): Fact {
  const events = statuses.map(([status, at]) => ({ status, createdAt: instant(at) }));
  return {
    kind: 'APPOINTMENT',
    orderId: ORDER,
    transactionId: TRANSACTION,
    userId: 'patient-1',
    appointment: {
      id: '55555555-5555-4555-8555-555555555555',
      type: 'phlebotomy',
      status: statuses.at(-1)?.[0] ?? null,
      provider: 'getlabs',
      startAt: startAt === null ? null : instant(startAt),
      endAt: null,
      timeZone: null,
      siteAddress: null,
      confirmationCode: null,
      canReschedule: null,
      eventCount: events.length,
      events,
    },
  };
}

function actionAfter(...facts: readonly Fact[]): string {
  const actions = [facts, facts.toReversed()].map((sequence) => {
    const mirror = new Mirror();
    for (const fact of sequence) mirror.apply(fact);
    return mirror.viewTransaction(TRANSACTION).patientAction;
  });
  const [action, ofReversed] = actions;
  expect(ofReversed).toBe(action);
  return action ?? '';
}

const SCHEDULED = orderFact(['ordered', 'requisition_created', 'appointment_scheduled']);

describe('the action of the patient by the facts of an order and its appointment', () => {
  it('is to keep an appointment that has a time', () => {
    const pending = appointmentFact([['pending', '2026-03-06T09:00:00Z']], null);
    expect(actionAfter(SCHEDULED, pending)).toBe('WAIT');
    expect(actionAfter(SCHEDULED, appointmentFact([['scheduled', '2026-03-06T09:00:00Z']]))).toBe(
      'KEEP_APPOINTMENT',
    );
  });

  it('is to wait after the appointment took place', () => {
    expect(actionAfter(SCHEDULED, appointmentFact([['completed', '2026-03-09T11:00:00Z']]))).toBe(
      'WAIT',
    );
  });

  it('is to book an appointment after one was cancelled that the order still reports as scheduled', () => {
    expect(actionAfter(SCHEDULED)).toBe('KEEP_APPOINTMENT');
    expect(actionAfter(SCHEDULED, appointmentFact([['cancelled', '2026-03-06T08:02:00Z']]))).toBe(
      'KEEP_APPOINTMENT',
    );
    expect(actionAfter(SCHEDULED, appointmentFact([['cancelled', '2026-03-06T08:02:01Z']]))).toBe(
      'BOOK_APPOINTMENT',
    );
  });

  it('is to book an appointment after the order reports a cancellation newer than the appointment', () => {
    const cancelled = orderFact([
      ...['ordered', 'requisition_created', 'appointment_scheduled', 'appointment_cancelled'],
    ]);
    expect(actionAfter(cancelled, appointmentFact([['scheduled', '2026-03-06T08:02:30Z']]))).toBe(
      'BOOK_APPOINTMENT',
    );
    expect(actionAfter(cancelled, appointmentFact([['scheduled', '2026-03-06T08:03:30Z']]))).toBe(
      'KEEP_APPOINTMENT',
    );
  });

  it('is not known for an order of which only another order reported', () => {
    const { fact } = orderMessage({
      id: '66666666-6666-4666-8666-666666666666',
      transactionId: TRANSACTION,
      userId: null,
      createdAt: '2026-03-01T08:00:00Z',
      statuses: ['received.walk_in_test.ordered'],
    });
    if (fact?.kind !== 'ORDER' || fact.block === null) throw new Error('no report');
    const entry = {
      orderId: ORDER,
      lowStatus: 'requisition_created',
      statusAt: instant('2026-03-06T08:00:00Z'),
      origin: 'recreation',
      parentId: null,
      createdAt: instant('2026-03-06T08:00:00Z'),
      updatedAt: null,
    };
    expect(actionAfter({ ...fact, block: { ...fact.block, entries: [entry] } })).toBe('UNKNOWN');
  });
});
