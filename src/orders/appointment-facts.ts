import type { Instant } from '../junction/instant.js';
import type { LabAddress } from '../junction/lab-address.js';

/** An appointment, from its own webhook or from `GET /v3/order/{id}/…/appointment`. */
export interface AppointmentReport {
  readonly kind: 'APPOINTMENT';
  readonly orderId: string;
  /** The transaction to which the report links the order; absent where it does not link. */
  readonly transactionId?: string;
  /** The company's id of the patient, by which an erasure finds the fact. It grants no access. */
  readonly userId: string | null;
  readonly appointment: ReportedAppointment;
}

/** The stored part of an appointment. A home's address, locations and notes are never read. */
export interface ReportedAppointment {
  readonly id: string;
  readonly type: string | null;
  /** Junction's word of `status`, else of `event_status`. */
  readonly status: string | null;
  readonly provider: string | null;
  readonly startAt: Instant | null;
  readonly endAt: Instant | null;
  readonly timeZone: string | null;
  /** Null unless the type is `patient_service_center`: every other address can be a home. */
  readonly siteAddress: LabAddress | null;
  readonly confirmationCode: string | null;
  readonly canReschedule: boolean | null;
  /** The length of `events`, unusable ones included. */
  readonly eventCount: number;
  /** The usable events, as Junction lists them. They have no ids, and equal ones are different events. */
  readonly events: readonly AppointmentEvent[];
}

export interface AppointmentEvent {
  readonly status: string;
  readonly createdAt: Instant;
}

/** Junction's answer that an order has no active appointment, while the mirror shows one. */
export interface AppointmentAbsence {
  readonly kind: 'NO_APPOINTMENT';
  readonly orderId: string;
  readonly appointmentId: string;
  /** The number of events of the version that was shown. */
  readonly eventCount: number;
  readonly askedAt: Instant;
}
