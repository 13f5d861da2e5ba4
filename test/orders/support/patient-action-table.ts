import type { Instant } from '../../../src/junction/instant.js';
import type { ActionableOrder, PatientAction } from '../../../src/orders/patient-action.js';
import { instant } from '../../support/order-facts.js';

type Modality = 'walk-in' | 'mobile' | 'kit' | 'on-site' | 'unknown';
type Appointment =
  | 'none'
  | 'pending without time'
  | 'pending with time'
  | 'confirmed'
  | 'completed'
  | 'cancelled after'
  | 'cancelled before';
type History = 'none' | 'awaiting' | 'awaiting, registered' | 'with customer' | 'registered';

export interface Situation {
  readonly status: string | null;
  readonly detail: string | null;
  readonly modality: Modality;
  readonly origin: string | null;
  readonly appointment: Appointment;
  readonly history: History;
}

/** A row of the contract's table. The first row whose conditions all hold determines the action. */
interface Rule {
  readonly status: readonly string[];
  /** Where a row requires a modality and it is unknown, the action is `UNKNOWN`. */
  readonly modality?: readonly Modality[];
  readonly when?: (situation: Situation) => boolean;
  readonly action: PatientAction;
}

const CURRENT: readonly Appointment[] = [
  'pending without time',
  'pending with time',
  'confirmed',
  'completed',
];
const BEFORE_DRAW = [
  'ordered',
  'awaiting_registration',
  'registered',
  'testkit_registered',
  'requisition_created',
  'requisition_bypassed',
  'appointment_pending',
  'appointment_scheduled',
  'appointment_cancelled',
];
const AROUND_APPOINTMENT = [
  'ordered',
  'requisition_created',
  'requisition_bypassed',
  'appointment_pending',
  'appointment_scheduled',
  'appointment_cancelled',
];
const REQUISITION = ['requisition_created', 'requisition_bypassed'];

const hasAppointment = ({ appointment }: Situation) => CURRENT.includes(appointment);
const hasNone = (situation: Situation) => !hasAppointment(situation);
const hasTime = ({ appointment }: Situation) => appointment !== 'pending without time';
const isRedraw = ({ origin }: Situation) => origin === 'redraw';

/** The contract's table, row by row. */
const RULES: readonly Rule[] = [
  { status: ['completed', 'corrected'], action: 'VIEW_RESULTS' },
  { status: ['redraw_available'], action: 'RETURN_FOR_REDRAW' },
  {
    status: BEFORE_DRAW,
    when: ({ appointment }) => appointment === 'completed',
    action: 'WAIT',
  },
  { status: BEFORE_DRAW, when: isRedraw, action: 'RETURN_FOR_REDRAW' },
  {
    status: AROUND_APPOINTMENT,
    modality: ['mobile'],
    when: (it) => hasAppointment(it) && hasTime(it),
    action: 'KEEP_APPOINTMENT',
  },
  { status: AROUND_APPOINTMENT, modality: ['mobile'], when: hasAppointment, action: 'WAIT' },
  {
    status: ['appointment_scheduled'],
    modality: ['mobile'],
    when: ({ appointment }) => appointment === 'cancelled after',
    action: 'BOOK_APPOINTMENT',
  },
  {
    status: ['appointment_scheduled'],
    modality: ['mobile'],
    when: hasNone,
    action: 'KEEP_APPOINTMENT',
  },
  {
    status: ['appointment_cancelled'],
    modality: ['walk-in'],
    when: hasAppointment,
    action: 'VISIT_COLLECTION_SITE',
  },
  {
    status: [
      'ordered',
      'appointment_pending',
      'transit_customer',
      'transit_lab',
      'out_for_delivery',
      'problem_in_transit_customer',
      'problem_in_transit_lab',
      'draw_completed',
      'delivered_to_lab',
      'partial_results',
    ],
    action: 'WAIT',
  },
  { status: ['awaiting_registration'], action: 'REGISTER_KIT' },
  {
    status: ['with_customer'],
    when: ({ history }) => history === 'awaiting',
    action: 'REGISTER_KIT',
  },
  {
    status: ['lab_processing_blocked'],
    when: ({ detail }) => detail === 'kit_not_registered',
    action: 'REGISTER_KIT',
  },
  { status: ['with_customer', 'registered', 'testkit_registered'], action: 'RETURN_SAMPLE' },
  { status: REQUISITION, modality: ['walk-in', 'on-site'], action: 'VISIT_COLLECTION_SITE' },
  { status: REQUISITION, modality: ['mobile'], when: hasNone, action: 'BOOK_APPOINTMENT' },
  {
    status: REQUISITION,
    modality: ['kit'],
    when: ({ history }) =>
      ['awaiting, registered', 'with customer', 'registered'].includes(history),
    action: 'RETURN_SAMPLE',
  },
  { status: REQUISITION, modality: ['kit'], action: 'WAIT' },
  { status: ['appointment_scheduled'], modality: ['walk-in'], action: 'VISIT_COLLECTION_SITE' },
  { status: ['appointment_cancelled'], action: 'BOOK_APPOINTMENT' },
  {
    status: [
      'lab_processing_blocked',
      'sample_error',
      'lost',
      'failure_to_deliver_to_customer',
      'failure_to_deliver_to_lab',
    ],
    action: 'CONTACT_SUPPORT',
  },
  // Cancelled orders have no action.
  { status: ['cancelled', 'do_not_process'], action: 'NONE' },
];

/** The action according to the contract's table. */
export function expectedAction(situation: Situation): PatientAction {
  const { status, modality } = situation;
  for (const rule of RULES) {
    if (status === null || !rule.status.includes(status)) continue;
    if (rule.when && !rule.when(situation)) continue;
    if (rule.modality === undefined || rule.modality.includes(modality)) return rule.action;
    if (modality === 'unknown') return 'UNKNOWN';
  }
  return 'UNKNOWN';
}

const METHODS: Record<Modality, string | null> = {
  'walk-in': 'walk_in_test',
  mobile: 'at_home_phlebotomy',
  kit: 'testkit',
  'on-site': 'on_site_collection',
  unknown: null,
};
const PAST: Record<History, readonly string[]> = {
  none: [],
  awaiting: ['awaiting_registration'],
  'awaiting, registered': ['awaiting_registration', 'registered'],
  'with customer': ['with_customer'],
  registered: ['testkit_registered'],
};

export function at(time: string): Instant {
  return instant(`2026-03-06T${time}Z`);
}

const NEWEST_EVENT = at('10:00:00.000001');
const APPOINTMENTS: Record<
  Appointment,
  Pick<ActionableOrder, 'appointment' | 'appointmentCancelledAt'>
> = {
  none: { appointment: null, appointmentCancelledAt: null },
  'pending without time': {
    appointment: { status: 'pending', startAt: null },
    appointmentCancelledAt: null,
  },
  'pending with time': {
    appointment: { status: 'pending', startAt: at('15:00') },
    appointmentCancelledAt: at('11:00'),
  },
  confirmed: {
    appointment: { status: 'confirmed', startAt: at('15:00') },
    appointmentCancelledAt: null,
  },
  completed: {
    appointment: { status: 'completed', startAt: at('15:00') },
    appointmentCancelledAt: null,
  },
  'cancelled after': { appointment: null, appointmentCancelledAt: at('10:00:00.000002') },
  'cancelled before': { appointment: null, appointmentCancelledAt: NEWEST_EVENT },
};

export function orderOf(situation: Situation): ActionableOrder {
  const { status, detail, modality, origin, appointment, history } = situation;
  return {
    id: '44444444-4444-4444-8444-444444444444',
    createdAt: at('08:00'),
    origin,
    parentId: null,
    status: status === null ? null : `high.${modality}.${status}`,
    statusDetail: detail,
    collectionMethod: METHODS[modality],
    pastStatuses: new Set(PAST[history]),
    newestEventAt: NEWEST_EVENT,
    ...APPOINTMENTS[appointment],
  };
}

export const STATUSES: readonly (string | null)[] = [
  null,
  ...BEFORE_DRAW,
  'transit_customer',
  'problem_in_transit_customer',
  'out_for_delivery',
  'with_customer',
  'draw_completed',
  'transit_lab',
  'problem_in_transit_lab',
  'delivered_to_lab',
  'lab_processing_blocked',
  'teleported',
  'partial_results',
  'sample_error',
  'lost',
  'failure_to_deliver_to_customer',
  'failure_to_deliver_to_lab',
  'redraw_available',
  'completed',
  'corrected',
  'do_not_process',
  'cancelled',
];
const ORIGINS = ['initial', 'redraw', 'recreation', null, 'elsewhere'];
const DETAILS = [null, 'kit_not_registered', 'missing_date_of_collection'];

/** Every situation of a status. */
export function* situationsOf(status: string | null): Generator<Situation> {
  for (const modality of Object.keys(METHODS) as Modality[])
    for (const origin of ORIGINS)
      for (const appointment of Object.keys(APPOINTMENTS) as Appointment[])
        for (const history of Object.keys(PAST) as History[])
          for (const detail of DETAILS)
            yield { status, detail, modality, origin, appointment, history };
}
