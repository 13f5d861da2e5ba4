import type { Findings } from '../lab/record-event.js';
import { UNUSABLE } from '../lab/usual-findings.js';
import type { Journey, JourneyStep } from './journey.js';

const PARTIAL: Findings = { partial: true, missing: UNUSABLE };
/** 30 seconds, in hours. */
const SOON = 0.01;

const REQUESTED: readonly JourneyStep[] = [
  { hours: 0, order: 'initial', becomes: 'received.walk_in_test.ordered' },
  { hours: 12, order: 'initial', becomes: 'received.walk_in_test.requisition_created' },
];

const BOOKED: readonly JourneyStep[] = [
  ...REQUESTED,
  { hours: 6, order: 'initial', becomes: 'collecting_sample.walk_in_test.appointment_pending' },
  { hours: 2, order: 'initial', becomes: 'collecting_sample.walk_in_test.appointment_scheduled' },
];

const SAMPLED: readonly JourneyStep[] = [
  ...BOOKED,
  {
    hours: 26,
    order: 'initial',
    becomes: 'sample_with_lab.walk_in_test.partial_results',
    findings: PARTIAL,
    silent: true,
  },
];

const REDRAW_REQUESTED: readonly JourneyStep[] = [
  ...SAMPLED,
  {
    hours: 9,
    order: 'initial',
    becomes: 'collecting_sample.walk_in_test.redraw_available',
    findings: { missing: UNUSABLE },
    opens: 'redraw',
  },
  { hours: SOON, order: 'redraw', becomes: 'received.walk_in_test.requisition_created' },
];

const REDRAW_BOOKED: readonly JourneyStep[] = [
  ...REDRAW_REQUESTED,
  { hours: 20, order: 'redraw', becomes: 'collecting_sample.walk_in_test.appointment_pending' },
  { hours: 3, order: 'redraw', becomes: 'collecting_sample.walk_in_test.appointment_scheduled' },
];

const CRITICAL_GLUCOSE: NonNullable<Findings['corrections']> = { glucose: '480' };

const REDRAW_CANCELLED: readonly JourneyStep[] = [
  ...REDRAW_REQUESTED,
  { hours: 5, order: 'redraw', becomes: 'cancelled.walk_in_test.cancelled' },
];

/** Visits to a patient service centre. Only these can lead to a redraw. */
export const WALK_IN_JOURNEYS = {
  'happy-path': {
    method: 'walk_in_test',
    steps: [
      ...SAMPLED,
      { hours: 9, order: 'initial', becomes: 'completed.walk_in_test.completed', findings: {} },
    ],
  },
  'initial-cancelled': {
    method: 'walk_in_test',
    steps: [
      { hours: 0, order: 'initial', becomes: 'received.walk_in_test.ordered' },
      { hours: 20, order: 'initial', becomes: 'cancelled.walk_in_test.cancelled' },
    ],
  },
  redraw: {
    method: 'walk_in_test',
    steps: [
      ...REDRAW_BOOKED,
      { hours: 22, order: 'redraw', becomes: 'completed.walk_in_test.completed', findings: {} },
    ],
  },
  // Stops before the patient's second visit, which is booked.
  'redraw-due': { method: 'walk_in_test', steps: REDRAW_BOOKED },
  'redraw-still-missing': {
    method: 'walk_in_test',
    steps: [
      ...REDRAW_REQUESTED,
      {
        hours: 20,
        order: 'redraw',
        becomes: 'sample_with_lab.walk_in_test.partial_results',
        findings: { partial: true, missing: ['c-reactive-protein'] },
        silent: true,
      },
      {
        hours: 22,
        order: 'redraw',
        becomes: 'completed.walk_in_test.completed',
        findings: { missing: ['c-reactive-protein'] },
      },
    ],
  },
  'redraw-cancelled': { method: 'walk_in_test', steps: REDRAW_CANCELLED },
  // Customers of Junction cannot cancel an order with a redraw. Junction's support can.
  'both-cancelled': {
    method: 'walk_in_test',
    steps: [
      ...REDRAW_CANCELLED,
      { hours: 1, order: 'initial', becomes: 'cancelled.walk_in_test.cancelled' },
    ],
  },
  corrected: {
    method: 'walk_in_test',
    steps: [
      ...REQUESTED,
      { hours: 19, order: 'initial', becomes: 'completed.walk_in_test.completed', findings: {} },
      {
        hours: 30,
        order: 'initial',
        becomes: 'completed.walk_in_test.corrected',
        findings: { corrections: { glucose: '130' } },
      },
    ],
  },
  // The patient cancels the appointment and books another one.
  'visit-cancelled': {
    method: 'walk_in_test',
    steps: [
      ...BOOKED,
      {
        hours: 3,
        order: 'initial',
        becomes: 'collecting_sample.walk_in_test.appointment_cancelled',
      },
      {
        hours: 20,
        order: 'initial',
        becomes: 'collecting_sample.walk_in_test.appointment_pending',
      },
      {
        hours: 2,
        order: 'initial',
        becomes: 'collecting_sample.walk_in_test.appointment_scheduled',
      },
      { hours: 26, order: 'initial', becomes: 'completed.walk_in_test.completed', findings: {} },
    ],
  },
  // The laboratory calls the physician before the last results are available.
  critical: {
    method: 'walk_in_test',
    steps: [
      ...BOOKED,
      {
        hours: 26,
        order: 'initial',
        becomes: 'sample_with_lab.walk_in_test.partial_results',
        findings: { ...PARTIAL, corrections: CRITICAL_GLUCOSE },
        silent: true,
      },
      {
        hours: 9,
        order: 'initial',
        becomes: 'completed.walk_in_test.completed',
        findings: { corrections: CRITICAL_GLUCOSE },
      },
    ],
  },
  // The laboratory has results for a cancelled order: Junction recreates the order.
  recreation: {
    method: 'walk_in_test',
    steps: [
      ...REQUESTED,
      { hours: 4, order: 'initial', becomes: 'cancelled.walk_in_test.cancelled' },
      { hours: 20, order: 'recreation', becomes: 'received.walk_in_test.ordered' },
      { hours: SOON, order: 'recreation', becomes: 'received.walk_in_test.requisition_bypassed' },
      { hours: 1, order: 'recreation', becomes: 'completed.walk_in_test.completed', findings: {} },
    ],
  },
} as const satisfies Readonly<Record<string, Journey>>;
