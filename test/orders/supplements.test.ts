import fc from 'fast-check';
import * as appointments from '../../src/orders/appointments.js';
import * as criticals from '../../src/orders/critical-results.js';
import { canonicalJson, type Fact } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { appointmentHistories, ORDER, supplementFacts } from './support/supplement-facts.js';

// Wrong rules replace the right ones here, so that the same properties judge both.
jest.mock('../../src/orders/appointments.js', () => {
  const real = jest.requireActual<typeof appointments>('../../src/orders/appointments.js');
  return {
    ...real,
    joinAppointment: jest.fn(real.joinAppointment),
    joinAbsence: jest.fn(real.joinAbsence),
  };
});
jest.mock('../../src/orders/critical-results.js', () => {
  const real = jest.requireActual<typeof criticals>('../../src/orders/critical-results.js');
  return { ...real, joinCriticalResult: jest.fn(real.joinCriticalResult) };
});
const { joinAppointment, joinAbsence } = jest.requireActual<typeof appointments>(
  '../../src/orders/appointments.js',
);
const { joinCriticalResult } = jest.requireActual<typeof criticals>(
  '../../src/orders/critical-results.js',
);

function mirrorOf(facts: readonly Fact[]): Mirror {
  const mirror = new Mirror();
  for (const fact of facts) mirror.apply(fact);
  return mirror;
}

/** All stored and all served data. */
function stateOf(mirror: Mirror): string {
  return canonicalJson({
    supplements: [...mirror.supplements],
    orders: [...mirror.orders.values()].map((record) => ({
      record: { ...record, events: [...record.events.values()].map(({ eventId }) => eventId) },
      view: viewOrder(record),
      appointments: appointments.viewAppointments(record),
    })),
  });
}

const deliveries = supplementFacts.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    orders: fc.array(fc.shuffledSubarray(facts, { minLength: facts.length }), {
      minLength: 6,
      maxLength: 6,
    }),
    again: fc.subarray(facts),
  }),
);

const convergence = fc.property(deliveries, ({ facts, orders, again }) => {
  const emitted = stateOf(mirrorOf(facts));
  return orders.every((order) => stateOf(mirrorOf([...order, ...again])) === emitted);
});

const truth = fc.property(
  appointmentHistories.chain((history) =>
    fc.record({
      last: fc.constant(history.at(-1)),
      delivered: fc.shuffledSubarray(history, { minLength: history.length }),
    }),
  ),
  ({ last, delivered }) => {
    const record = mirrorOf(delivered).orders.get(ORDER);
    const [shown] = record === undefined ? [] : appointments.viewAppointments(record);
    return (
      shown?.startAt === last?.appointment.startAt && shown?.rawStatus === last?.appointment.status
    );
  },
);

function findFault(): boolean {
  return (
    fc.check(truth, { numRuns: 500, seed: 1 }).failed ||
    fc.check(convergence, { numRuns: 300, seed: 1 }).failed
  );
}

function plantRightRules(): void {
  jest.mocked(appointments.joinAppointment).mockImplementation(joinAppointment);
  jest.mocked(appointments.joinAbsence).mockImplementation(joinAbsence);
  jest.mocked(criticals.joinCriticalResult).mockImplementation(joinCriticalResult);
}

beforeEach(plantRightRules);

describe('the joins of appointments and critical results', () => {
  it('give one state, in whatever order facts arrive, and however often', () => {
    fc.assert(convergence, { numRuns: 500 });
  });

  it('end with the appointment that Junction sent last, also after two reschedules with one word in one second', () => {
    fc.assert(truth, { numRuns: 1_000 });
  });

  it('report no change for a fact that was applied before', () => {
    fc.assert(
      fc.property(supplementFacts, (facts) => {
        const mirror = mirrorOf(facts);
        return !facts.some((fact) => mirror.apply(fact));
      }),
    );
  });

  it('never step back: what is stored only grows', () => {
    fc.assert(
      fc.property(supplementFacts, (facts) => {
        const mirror = new Mirror();
        const states = new Set<string>();
        return facts.every((fact) => {
          const changed = mirror.apply(fact);
          const state = stateOf(mirror);
          const isNew = !states.has(state);
          states.add(state);
          return !changed || isNew;
        });
      }),
    );
  });
});

type Join = typeof joinAppointment;

/** A mutated rule that alone decides whether a report replaces the stored one. */
function replacing(isNewer: (...keys: [known: number[], received: number[]]) => boolean): Join {
  return (known, report) => {
    const before = known.find(({ id }) => id === report.id);
    const [received] = joinAppointment([], report);
    if (received?.newest == null || before?.newest == null) return joinAppointment(known, report);
    const keyOf = (it: typeof received) => [
      it.newest?.eventCount ?? 0,
      Date.parse(it.newest?.newestEventAt ?? ''),
    ];
    if (!isNewer(keyOf(before), keyOf(received))) return known;
    return known.map((record) =>
      record === before ? { ...before, newest: received.newest } : record,
    );
  };
}

describe('the properties', () => {
  const wrongRules: [string, () => void][] = [
    [
      'takes the appointment that arrived last',
      () => jest.mocked(appointments.joinAppointment).mockImplementation(replacing(() => true)),
    ],
    [
      'compares only the time of the newest event',
      () =>
        jest
          .mocked(appointments.joinAppointment)
          .mockImplementation(replacing(([, known = 0], [, received = 0]) => received > known)),
    ],
    [
      'treats equal events as one',
      () =>
        jest.mocked(appointments.joinAppointment).mockImplementation((known, report) => {
          const events = [...new Map(report.events.map((it) => [canonicalJson(it), it])).values()];
          return joinAppointment(known, { ...report, events, eventCount: events.length });
        }),
    ],
    [
      'lets a cancelled appointment stay cancelled',
      () =>
        jest.mocked(appointments.joinAppointment).mockImplementation((known, report) => {
          const before = known.find(({ id }) => id === report.id);
          return before?.newest?.status === 'cancelled' ? known : joinAppointment(known, report);
        }),
    ],
    [
      'drops an absence of an appointment that is not known yet',
      () =>
        jest
          .mocked(appointments.joinAbsence)
          .mockImplementation((known, absence) =>
            known.length === 0 ? known : joinAbsence(known, absence),
          ),
    ],
    [
      'keeps only the first absence',
      () =>
        jest
          .mocked(appointments.joinAbsence)
          .mockImplementation((known, absence) =>
            known.some(({ absences }) => absences.length > 0) ? known : joinAbsence(known, absence),
          ),
    ],
    [
      'keeps the first critical result of one time and status',
      () =>
        jest.mocked(criticals.joinCriticalResult).mockImplementation((known, result) => {
          const keyOf = (it: typeof result) => `${it.updatedAt} ${it.status}`;
          return known.some((it) => keyOf(it) === keyOf(result))
            ? known
            : joinCriticalResult(known, result);
        }),
    ],
  ];

  it.each(wrongRules)('catch a rule that %s', (_name, plant) => {
    plant();
    expect(findFault()).toBe(true);
  });

  it('find no fault in the right rules', () => {
    expect(findFault()).toBe(false);
  });
});
