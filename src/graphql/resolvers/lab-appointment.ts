import { enumValue } from '../../junction/words.js';
import type { AppointmentRow } from '../../store/read/index.js';
import {
  LabAppointmentProvider,
  LabAppointmentStatus,
  LabAppointmentType,
  type LabAppointmentResolvers,
} from '../generated/schema-types.js';

const TYPES = Object.values(LabAppointmentType);
const STATUSES = Object.values(LabAppointmentStatus);
const PROVIDERS = Object.values(LabAppointmentProvider);

export const LabAppointment: LabAppointmentResolvers = {
  type: ({ type }) => enumValue(TYPES, type),
  rawType: ({ type }) => type,
  status: ({ status }) => enumValue(STATUSES, status),
  provider: ({ provider }) => enumValue(PROVIDERS, provider),
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
