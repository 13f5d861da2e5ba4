import { enumReader } from '../../junction/words.js';
import type { AppointmentRow } from '../../store/read/index.js';
import {
  LabAppointmentProvider,
  LabAppointmentStatus,
  LabAppointmentType,
  type LabAppointmentResolvers,
} from '../generated/schema-types.js';

const readType = enumReader(LabAppointmentType);
const readStatus = enumReader(LabAppointmentStatus);
const readProvider = enumReader(LabAppointmentProvider);

export const LabAppointment: LabAppointmentResolvers = {
  type: ({ type }) => readType(type),
  rawType: ({ type }) => type,
  status: ({ status }) => readStatus(status),
  provider: ({ provider }) => readProvider(provider),
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
