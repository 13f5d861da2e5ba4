import { later, type Instant } from '../junction/instant.js';
import type { AppointmentAbsence, ReportedAppointment } from './appointment-facts.js';
import { factHash } from './facts.js';
import type { OrderRecord } from './order-record.js';
import { compareKeys, greater } from './ordering.js';
import { newestTimeOf, type StatusTimes } from './status-times.js';

/** Everything received about one appointment. It is a join, like the record of an order. */
export interface AppointmentRecord {
  readonly id: string;
  /** The greatest report; null while only absences are known. */
  readonly newest: AppointmentVersion | null;
  /** A set, sorted. It stays small: reconcile only reports an absence that cancels what the mirror shows. */
  readonly absences: readonly Absence[];
}

export interface AppointmentVersion extends Omit<ReportedAppointment, 'events'> {
  readonly newestEventAt: Instant;
  /** The sha256 of the canonical JSON of the report. */
  readonly hash: string;
}

export type Absence = Pick<AppointmentAbsence, 'eventCount' | 'askedAt'>;

/** An appointment of an order, computed from the records of both. */
export interface AppointmentView extends Omit<ReportedAppointment, 'eventCount' | 'events'> {
  /** Junction's word, with `confirmed` for `scheduled`; `cancelled` also because of the order's history or an absence. */
  readonly status: string | null;
  /** Junction's word as it came. */
  readonly rawStatus: string | null;
  /** The time of the newest event. */
  readonly updatedAt: Instant;
}

/**
 * Joins a report. Returns the same list when nothing is new.
 *
 * Events are not a set: two reschedules within a second are two equal events, so the longer history is the newer one.
 * The hash decides between versions with equally many events.
 */
export function joinAppointment(
  known: readonly AppointmentRecord[],
  { events, ...report }: ReportedAppointment,
): readonly AppointmentRecord[] {
  const received: AppointmentVersion = {
    ...report,
    newestEventAt: newestOf(events.map(({ createdAt }) => createdAt)),
    hash: factHash({ ...report, events }),
  };
  return joinRecord(known, report.id, (record) => {
    const newest = greater<AppointmentVersion>(record.newest, received, (it) => [
      it.eventCount,
      it.newestEventAt,
      it.hash,
    ]);
    return newest === record.newest ? record : { ...record, newest };
  });
}

/** Joins an absence. Returns the same list when nothing is new. */
export function joinAbsence(
  known: readonly AppointmentRecord[],
  { appointmentId, eventCount, askedAt }: AppointmentAbsence,
): readonly AppointmentRecord[] {
  const keyOf = (it: Absence) => [it.eventCount, it.askedAt];
  return joinRecord(known, appointmentId, (record) => {
    const received = { eventCount, askedAt };
    if (record.absences.some((it) => compareKeys(keyOf(it), keyOf(received)) === 0)) return record;
    const absences = [...record.absences, received];
    return { ...record, absences: absences.sort((a, b) => compareKeys(keyOf(a), keyOf(b))) };
  });
}

/** Returns the appointments of an order, sorted by their newest event, newest first. */
export function viewAppointments(
  order: Pick<OrderRecord, 'appointments' | 'statusTimes'>,
): AppointmentView[] {
  return order.appointments
    .flatMap((record) => viewAppointment(record, order) ?? [])
    .sort((a, b) => compareKeys([b.updatedAt, b.id], [a.updatedAt, a.id]));
}

/** Null while only absences of the appointment are known. */
export function viewAppointment(
  { newest, absences }: AppointmentRecord,
  { statusTimes }: Pick<OrderRecord, 'statusTimes'>,
): AppointmentView | null {
  if (newest === null) return null;
  const { eventCount: _count, hash: _hash, newestEventAt: updatedAt, ...details } = newest;
  const isCancelled =
    wasCancelledAfter(updatedAt, statusTimes) || absences.some((it) => cancels(it, newest));
  return {
    ...details,
    status: isCancelled ? 'cancelled' : statusOf(newest),
    rawStatus: newest.status,
    updatedAt,
  };
}

function statusOf({ status }: Pick<ReportedAppointment, 'status'>): string | null {
  return status === 'scheduled' ? 'confirmed' : status;
}

function wasCancelledAfter(time: Instant, statusTimes: StatusTimes): boolean {
  const cancelledAt = newestTimeOf(statusTimes, 'appointment_cancelled');
  return cancelledAt !== null && cancelledAt > time;
}

/** The longest time by which Junction's read side can lag behind its webhooks. */
const LAG_MS = 60 * 60_000;
const NEVER_CANCELLED: ReadonlySet<string | null> = new Set(['completed', 'in_progress']);

/**
 * Whether an absence cancels this version. Junction returns only the active appointment: it also returns none while its
 * read side lags, and after the appointment took place.
 */
export function cancels({ eventCount, askedAt }: Absence, version: AppointmentVersion): boolean {
  return (
    eventCount === version.eventCount &&
    !NEVER_CANCELLED.has(statusOf(version)) &&
    microseconds(askedAt) - microseconds(version.newestEventAt) > LAG_MS * 1_000 &&
    (version.startAt === null || version.startAt > askedAt)
  );
}

function microseconds(instant: Instant): number {
  const decimals = instant.slice('2026-03-06T10:02:17.'.length, -1);
  return Date.parse(`${instant.slice(0, 19)}Z`) * 1_000 + Number(decimals);
}

function newestOf([first, ...others]: readonly Instant[]): Instant {
  if (first === undefined) throw new RangeError('An appointment has at least one usable event.');
  return others.reduce<Instant>((newest, it) => later(newest, it) ?? newest, first);
}

function joinRecord(
  known: readonly AppointmentRecord[],
  id: string,
  join: (record: AppointmentRecord) => AppointmentRecord,
): readonly AppointmentRecord[] {
  const before = known.find((record) => record.id === id);
  const after = join(before ?? { id, newest: null, absences: [] });
  if (after === before) return known;
  const others = known.filter((record) => record !== before);
  return [...others, after].sort((a, b) => compareKeys([a.id], [b.id]));
}
