import { valuesByWord } from '../../junction/words.js';
import type { AppointmentRow } from '../../store/read/index.js';
import {
  LabAppointmentProvider,
  LabAppointmentStatus,
  LabAppointmentType,
  type LabAppointmentResolvers,
} from '../generated/schema-types.js';

const TYPES = valuesByWord(Object.values(LabAppointmentType));
const STATUSES = valuesByWord(Object.values(LabAppointmentStatus));
const PROVIDERS = valuesByWord(Object.values(LabAppointmentProvider));

export const LabAppointment: LabAppointmentResolvers = {
  type: ({ type }) => TYPES.get(type) ?? 'UNKNOWN',
  rawType: ({ type }) => type,
  status: ({ status }) => STATUSES.get(status) ?? 'UNKNOWN',
  provider: ({ provider }) => PROVIDERS.get(provider) ?? 'UNKNOWN',
  rawProvider: ({ provider }) => provider,
};

/**
 * Returns the newest appointment that is not cancelled.
 *
 * @param appointments sorted by their events, newest first
 */
export function currentOf(appointments: readonly AppointmentRow[]): AppointmentRow | null {
  return appointments.find(({ status }) => status !== 'cancelled') ?? null;
}
