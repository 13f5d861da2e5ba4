import type { OrderStatus, PatientAction, ResultInterpretation } from '../generated/graphql.js';

interface Instruction {
  readonly title: string;
  readonly text: string;
}

const UNDETERMINED: Instruction = {
  title: 'Your lab test is in progress',
  text: 'We will inform you when you need to do something.',
};

const INSTRUCTIONS: Partial<Record<PatientAction, Instruction>> = {
  NONE: { title: 'Nothing to do', text: 'This lab test is not in progress.' },
  WAIT: { title: 'Nothing to do right now', text: 'Your test is in progress.' },
  REGISTER_KIT: { title: 'Register your test kit', text: 'Enter the code that is on the kit.' },
  RETURN_SAMPLE: {
    title: 'Send in your sample',
    text: 'Collect the sample with the kit and send it back.',
  },
  BOOK_APPOINTMENT: { title: 'Book an appointment', text: 'Choose a time that suits you.' },
  KEEP_APPOINTMENT: {
    title: 'A phlebotomist visits you',
    text: 'Be ready at the time of your appointment.',
  },
  VISIT_COLLECTION_SITE: {
    title: 'Go to a collection site',
    text: 'Take your form with you. Your sample is drawn there.',
  },
  RETURN_FOR_REDRAW: {
    title: 'Please have your blood drawn once more',
    text: 'Part of your first sample gave no result. Only what is missing is measured again.',
  },
  VIEW_RESULTS: { title: 'Your results are ready', text: 'You find them below.' },
  CONTACT_SUPPORT: { title: 'Please contact us', text: 'Your test cannot continue by itself.' },
};

/** An action that a later version of the graph adds has no instruction here. */
export function instructionOf(action: PatientAction): Instruction {
  return INSTRUCTIONS[action] ?? UNDETERMINED;
}

const STATUSES: Partial<Record<OrderStatus, string>> = {
  ORDERED: 'Test ordered',
  REQUISITION_CREATED: 'Form for the laboratory created',
  REQUISITION_BYPASSED: 'Order received by the laboratory',
  AWAITING_REGISTRATION: 'Test kit waits for its registration',
  REGISTERED: 'Test kit registered',
  APPOINTMENT_PENDING: 'Appointment requested',
  APPOINTMENT_SCHEDULED: 'Appointment made',
  APPOINTMENT_CANCELLED: 'Appointment cancelled',
  TRANSIT_CUSTOMER: 'Test kit sent to you',
  OUT_FOR_DELIVERY: 'Test kit out for delivery',
  WITH_CUSTOMER: 'Test kit delivered to you',
  DRAW_COMPLETED: 'Sample drawn',
  TRANSIT_LAB: 'Sample on its way to the laboratory',
  DELIVERED_TO_LAB: 'Sample at the laboratory',
  LAB_PROCESSING_BLOCKED: 'The laboratory needs more information',
  PARTIAL_RESULTS: 'First results received',
  REDRAW_AVAILABLE: 'Part of the sample gave no result',
  COMPLETED: 'All results received',
  CORRECTED: 'Results corrected',
  CANCELLED: 'Test cancelled',
  DO_NOT_PROCESS: 'Test stopped',
  SAMPLE_ERROR: 'The sample could not be used',
  LOST: 'The sample was lost',
};

export function statusText(status: OrderStatus): string {
  return STATUSES[status] ?? 'Update from the laboratory';
}

/** A sign next to the word, so that the meaning does not depend on colour. */
export function interpretationText(interpretation: ResultInterpretation | null): string | null {
  switch (interpretation) {
    case 'NORMAL':
      return '✓ In range';
    case 'ABNORMAL':
      return '▲ Out of range';
    case 'CRITICAL':
      return '‼ Contact a doctor now';
    default:
      return null;
  }
}

/**
 * A moment in a time zone of the IANA list, or in the reader's own zone when the zone is absent or the browser does
 * not support it.
 */
export function momentText(moment: string, timeZone: string | null = null): string {
  const format = (zone?: string) =>
    new Intl.DateTimeFormat('en-US', {
      dateStyle: 'medium',
      timeStyle: 'short',
      ...(zone !== undefined && { timeZone: zone }),
    }).format(new Date(moment));
  try {
    return format(timeZone ?? undefined);
  } catch {
    return format();
  }
}

/** A date without a time does not depend on the time zone. */
export function dayText(day: string): string {
  const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
