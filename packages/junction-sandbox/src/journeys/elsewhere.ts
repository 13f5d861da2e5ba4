import type { Journey, JourneyStep } from './journey.js';

const KIT_WITH_LAB: readonly JourneyStep[] = [
  { hours: 0, order: 'initial', becomes: 'received.testkit.ordered' },
  { hours: 16, order: 'initial', becomes: 'received.testkit.requisition_created' },
  { hours: 20, order: 'initial', becomes: 'collecting_sample.testkit.transit_customer' },
  { hours: 20, order: 'initial', becomes: 'collecting_sample.testkit.out_for_delivery' },
  { hours: 5, order: 'initial', becomes: 'collecting_sample.testkit.with_customer' },
  { hours: 30, order: 'initial', becomes: 'collecting_sample.testkit.transit_lab' },
  { hours: 24, order: 'initial', becomes: 'sample_with_lab.testkit.delivered_to_lab' },
];

/** Journeys of samples that are not collected at a patient service centre. */
export const OTHER_JOURNEYS = {
  'test-kit': {
    method: 'testkit',
    steps: [
      ...KIT_WITH_LAB,
      { hours: 12, order: 'initial', becomes: 'completed.testkit.completed', findings: {} },
    ],
  },
  // The laboratory receives the kit before the patient's data is complete.
  'test-kit-registered': {
    method: 'testkit',
    steps: [
      { hours: 0, order: 'initial', becomes: 'received.testkit.ordered' },
      { hours: 1, order: 'initial', becomes: 'received.testkit.awaiting_registration' },
      { hours: 20, order: 'initial', becomes: 'collecting_sample.testkit.transit_customer' },
      { hours: 20, order: 'initial', becomes: 'collecting_sample.testkit.out_for_delivery' },
      { hours: 5, order: 'initial', becomes: 'collecting_sample.testkit.with_customer' },
      { hours: 9, order: 'initial', becomes: 'received.testkit.registered' },
      { hours: 1, order: 'initial', becomes: 'received.testkit.requisition_created' },
      { hours: 20, order: 'initial', becomes: 'collecting_sample.testkit.transit_lab' },
      { hours: 24, order: 'initial', becomes: 'sample_with_lab.testkit.delivered_to_lab' },
      {
        hours: 2,
        order: 'initial',
        becomes: 'sample_with_lab.testkit.lab_processing_blocked',
        detail: 'demographic_information_mismatch',
      },
      { hours: 30, order: 'initial', becomes: 'completed.testkit.completed', findings: {} },
    ],
  },
  'sample-error': {
    method: 'testkit',
    steps: [
      ...KIT_WITH_LAB,
      {
        hours: 12,
        order: 'initial',
        becomes: 'failed.testkit.sample_error',
        detail: 'sample_hemolyzed',
      },
    ],
  },
  // The appointment is rescheduled once, so the same status occurs twice.
  'at-home': {
    method: 'at_home_phlebotomy',
    steps: [
      { hours: 0, order: 'initial', becomes: 'received.at_home_phlebotomy.ordered' },
      { hours: 18, order: 'initial', becomes: 'received.at_home_phlebotomy.requisition_created' },
      {
        hours: 6,
        order: 'initial',
        becomes: 'collecting_sample.at_home_phlebotomy.appointment_pending',
      },
      {
        hours: 3,
        order: 'initial',
        becomes: 'collecting_sample.at_home_phlebotomy.appointment_scheduled',
        hoursToAppointment: 30,
      },
      {
        hours: 20,
        order: 'initial',
        becomes: 'collecting_sample.at_home_phlebotomy.appointment_scheduled',
      },
      {
        hours: 8,
        order: 'initial',
        becomes: 'collecting_sample.at_home_phlebotomy.draw_completed',
      },
      {
        hours: 14,
        order: 'initial',
        becomes: 'completed.at_home_phlebotomy.completed',
        findings: {},
      },
    ],
  },
  'on-site': {
    method: 'on_site_collection',
    steps: [
      { hours: 0, order: 'initial', becomes: 'received.on_site_collection.ordered' },
      { hours: 1, order: 'initial', becomes: 'received.on_site_collection.requisition_created' },
      { hours: 2, order: 'initial', becomes: 'sample_with_lab.on_site_collection.draw_completed' },
      {
        hours: 24,
        order: 'initial',
        becomes: 'completed.on_site_collection.completed',
        findings: {},
      },
    ],
  },
} as const satisfies Readonly<Record<string, Journey>>;
