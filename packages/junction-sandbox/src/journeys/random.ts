import type { Chance } from '../chance.js';
import type { CollectionMethod, Origin, OrderStatus } from '../lab/transaction.js';
import { usualFindings } from '../lab/usual-findings.js';
import type { Journey, JourneyStep } from './journey.js';

type Statuses = readonly [OrderStatus, ...OrderStatus[]];
/** The possible next statuses of each status. A status without an entry is final. */
type Ways = Readonly<Partial<Record<OrderStatus, Statuses>>>;

const WALK_IN: Ways = {
  'received.walk_in_test.ordered': [
    'received.walk_in_test.requisition_created',
    'received.walk_in_test.requisition_created',
    'received.walk_in_test.requisition_bypassed',
    'cancelled.walk_in_test.cancelled',
  ],
  'received.walk_in_test.requisition_created': [
    'collecting_sample.walk_in_test.appointment_pending',
    'sample_with_lab.walk_in_test.partial_results',
    'completed.walk_in_test.completed',
    'cancelled.walk_in_test.cancelled',
  ],
  'received.walk_in_test.requisition_bypassed': [
    'sample_with_lab.walk_in_test.partial_results',
    'failed.walk_in_test.sample_error',
  ],
  'collecting_sample.walk_in_test.appointment_pending': [
    'collecting_sample.walk_in_test.appointment_scheduled',
  ],
  'collecting_sample.walk_in_test.appointment_scheduled': [
    'sample_with_lab.walk_in_test.partial_results',
    'collecting_sample.walk_in_test.appointment_cancelled',
    'completed.walk_in_test.completed',
  ],
  'collecting_sample.walk_in_test.appointment_cancelled': [
    'collecting_sample.walk_in_test.appointment_pending',
    'cancelled.walk_in_test.cancelled',
  ],
  'sample_with_lab.walk_in_test.partial_results': [
    'collecting_sample.walk_in_test.redraw_available',
    'completed.walk_in_test.completed',
  ],
};
const TEST_KIT: Ways = {
  'received.testkit.ordered': [
    'received.testkit.requisition_created',
    'cancelled.testkit.cancelled',
  ],
  'received.testkit.requisition_created': ['collecting_sample.testkit.transit_customer'],
  'collecting_sample.testkit.transit_customer': [
    'collecting_sample.testkit.out_for_delivery',
    'collecting_sample.testkit.problem_in_transit_customer',
  ],
  'collecting_sample.testkit.problem_in_transit_customer': [
    'collecting_sample.testkit.out_for_delivery',
    'failed.testkit.failure_to_deliver_to_customer',
  ],
  'collecting_sample.testkit.out_for_delivery': ['collecting_sample.testkit.with_customer'],
  'collecting_sample.testkit.with_customer': ['collecting_sample.testkit.transit_lab'],
  'collecting_sample.testkit.transit_lab': [
    'sample_with_lab.testkit.delivered_to_lab',
    'failed.testkit.lost',
  ],
  'sample_with_lab.testkit.delivered_to_lab': [
    'completed.testkit.completed',
    'failed.testkit.sample_error',
  ],
};
const AT_HOME: Ways = {
  'received.at_home_phlebotomy.ordered': ['received.at_home_phlebotomy.requisition_created'],
  'received.at_home_phlebotomy.requisition_created': [
    'collecting_sample.at_home_phlebotomy.appointment_pending',
    'cancelled.at_home_phlebotomy.cancelled',
  ],
  'collecting_sample.at_home_phlebotomy.appointment_pending': [
    'collecting_sample.at_home_phlebotomy.appointment_scheduled',
  ],
  'collecting_sample.at_home_phlebotomy.appointment_scheduled': [
    'collecting_sample.at_home_phlebotomy.appointment_scheduled',
    'collecting_sample.at_home_phlebotomy.draw_completed',
    'cancelled.at_home_phlebotomy.cancelled',
  ],
  'collecting_sample.at_home_phlebotomy.draw_completed': ['completed.at_home_phlebotomy.completed'],
};

const METHODS: readonly [Method, ...Method[]] = [
  // Listed twice, so it is twice as likely as the others: only walk-in tests can have redraws.
  { method: 'walk_in_test', ways: WALK_IN },
  { method: 'walk_in_test', ways: WALK_IN },
  { method: 'testkit', ways: TEST_KIT },
  { method: 'at_home_phlebotomy', ways: AT_HOME },
];
interface Method {
  readonly method: CollectionMethod;
  readonly ways: Ways;
}

const LONGEST_WALK = 12;
const REDRAW = 'collecting_sample.walk_in_test.redraw_available';

/** A random path through the state machines of Junction. It may stop before the order is final. */
export function randomJourney(chance: Chance): Journey {
  const { method, ways } = chance.pick(METHODS);
  const initial = walk(chance, `received.${method}.ordered`, ways);
  const steps = initial.map((status) => stepOf(chance, 'initial', status));
  if (initial.at(-1) !== REDRAW) return { method, steps };
  // Junction places the redraw automatically. A redraw never leads to another redraw.
  const redraw = walk(chance, 'received.walk_in_test.ordered', {
    ...ways,
    'sample_with_lab.walk_in_test.partial_results': ['completed.walk_in_test.completed'],
  });
  return {
    method,
    steps: [...steps, ...redraw.slice(1).map((status) => stepOf(chance, 'redraw', status))],
  };
}

function walk(chance: Chance, start: OrderStatus, ways: Ways): OrderStatus[] {
  const longest = chance.between(1, LONGEST_WALK);
  const statuses = [start];
  for (let next = ways[start]; next && statuses.length < longest;) {
    const status = chance.pick(next);
    statuses.push(status);
    next = ways[status];
  }
  return statuses;
}

function stepOf(chance: Chance, order: Origin, becomes: OrderStatus): JourneyStep {
  const findings = usualFindings(becomes);
  return {
    // Some steps follow within one second.
    hours: chance.pick([0, 0.0001, 1, 8, 30]),
    order,
    becomes,
    ...(findings && { findings }),
    ...(becomes === REDRAW && { opens: 'redraw' }),
  };
}
