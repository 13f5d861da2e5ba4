import type { PatientAction } from '../generated/graphql.js';

export interface ActionText {
  readonly title: string;
  readonly reason: string;
}

/** The patient's next action, with the reason from the schema. */
const ACTIONS: Readonly<Record<PatientAction, ActionText>> = {
  NONE: { title: 'Nothing to do', reason: 'Every order is cancelled, or there is none.' },
  WAIT: { title: 'Wait for the lab', reason: 'The test is in progress without the patient.' },
  REGISTER_KIT: {
    title: 'Register the test kit',
    reason: 'The laboratory does not process a kit that is not registered.',
  },
  RETURN_SAMPLE: {
    title: 'Send the sample back',
    reason: 'Collect the sample with the kit and return it.',
  },
  BOOK_APPOINTMENT: {
    title: 'Book an appointment',
    reason: 'There is none, or it was cancelled.',
  },
  KEEP_APPOINTMENT: { title: 'Keep the appointment', reason: 'A phlebotomist visits.' },
  VISIT_COLLECTION_SITE: {
    title: 'Visit a collection site',
    reason: 'Bring the requisition, by appointment where there is one.',
  },
  RETURN_FOR_REDRAW: {
    title: 'Return for the redraw',
    reason: 'Part of the first sample gave no result.',
  },
  VIEW_RESULTS: { title: 'View the results', reason: 'The newest order has its results.' },
  CONTACT_SUPPORT: {
    title: 'Contact support',
    reason: 'The order cannot continue by itself, for example because the sample was lost.',
  },
  UNKNOWN: {
    title: 'Unknown',
    reason: 'The status or the collection method is unknown, or not all orders may be read.',
  },
};

export function describeAction(action: PatientAction): ActionText {
  return ACTIONS[action];
}
