import fc from 'fast-check';
import { instantOf, type Instant } from '../../../src/junction/instant.js';
import type {
  AppointmentAbsence,
  AppointmentReport,
} from '../../../src/orders/appointment-facts.js';
import type { CriticalResultReport } from '../../../src/orders/critical-results.js';
import type { Fact, OrderReport } from '../../../src/orders/facts.js';
import { readPayload } from '../../../src/webhooks/payload.js';

export const ORDER = '11111111-1111-4111-8111-111111111111';
export const TRANSACTION = '22222222-2222-4222-8222-222222222222';
export const APPOINTMENT = '33333333-3333-4333-8333-333333333333';
export const OTHER_APPOINTMENT = '33333333-3333-4333-8333-333333333334';
const USER = '44444444-4444-4444-8444-444444444444';
const TEAM = '55555555-5555-4555-8555-555555555555';
const START = Date.parse('2026-03-06T10:00:00Z');

type Json = Readonly<Record<string, unknown>>;

/** The given number of minutes after the start of the history. */
export function at(minutes: number): Instant {
  return instantOf(new Date(START + minutes * 60_000));
}

export function webhook(eventType: string, data: Json, envelope: Json = {}): Json {
  return {
    event_type: eventType,
    user_id: USER,
    client_user_id: 'client-1',
    team_id: TEAM,
    data,
    ...envelope,
  };
}

/** The fact that the receiver reads from a webhook. */
export function factIn(body: Json): Fact {
  const payload = readPayload(Buffer.from(JSON.stringify(body)));
  if (payload.kind !== 'ORDER' && payload.kind !== 'SUPPLEMENT')
    throw new Error(JSON.stringify(payload));
  return payload.report;
}

export function appointmentBody(data: Json = {}): Json {
  return {
    id: APPOINTMENT,
    user_id: USER,
    order_id: ORDER,
    order_transaction_id: TRANSACTION,
    type: 'patient_service_center',
    provider: 'quest',
    status: 'confirmed',
    event_status: 'scheduled',
    start_at: at(5_000),
    end_at: at(5_015),
    iana_timezone: 'America/New_York',
    external_id: 'CODE-1',
    can_reschedule: true,
    address: { first_line: '40 Laboratory Way', city: 'Phoenix', state: 'AZ', zip_code: '85004' },
    events: [{ created_at: at(0), status: 'scheduled' }],
    ...data,
  };
}

export function appointmentFact(data: Json = {}, envelope: Json = {}): AppointmentReport {
  return factIn(
    webhook('labtest.appointment.updated', appointmentBody(data), envelope),
  ) as AppointmentReport;
}

export function absenceFact(eventCount: number, askedAt: Instant): AppointmentAbsence {
  return {
    kind: 'NO_APPOINTMENT',
    orderId: ORDER,
    appointmentId: APPOINTMENT,
    eventCount,
    askedAt,
  };
}

export function criticalFact(data: Json = {}): CriticalResultReport {
  return factIn(
    webhook('labtest.result.critical', {
      order_id: ORDER,
      sample_id: 'SAMPLE-1',
      status: 'final',
      interpretation: 'critical',
      created_at: at(100),
      updated_at: at(110),
      ...data,
    }),
  ) as CriticalResultReport;
}

export function orderFact(statuses: readonly (readonly [string, Instant])[], data: Json = {}) {
  const events = statuses.map(([low, createdAt], index) => ({
    id: index + 1,
    status: `received.walk_in_test.${low}`,
    created_at: createdAt,
  }));
  return factIn(
    webhook('labtest.order.updated', {
      id: ORDER,
      user_id: USER,
      team_id: TEAM,
      created_at: at(0),
      updated_at: statuses.at(-1)?.[1],
      events,
      last_event: events.at(-1),
      ...data,
    }),
  ) as OrderReport;
}

const WORDS = ['pending', 'reserved', 'scheduled', 'in_progress', 'completed', 'cancelled'];

/**
 * A history of one appointment, as Junction sends it: each webhook lists all events so far. Several events may have
 * the same second.
 */
export const appointmentHistories: fc.Arbitrary<AppointmentReport[]> = fc
  .tuple(
    fc.constantFrom(APPOINTMENT, OTHER_APPOINTMENT),
    fc.array(
      fc.record({
        word: fc.constantFrom(...WORDS),
        after: fc.constantFrom(0, 0, 1, 120),
        start: fc.integer({ min: 100, max: 900 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([id, steps]) => {
    let minutes = 0;
    const events: Json[] = [];
    return steps.map(({ word, after, start }) => {
      minutes += after;
      events.push({ status: word, created_at: at(minutes) });
      return appointmentFact({
        id,
        status: undefined,
        event_status: word,
        start_at: at(start),
        events: [...events],
      });
    });
  });

/** Arbitrary facts about one order, its appointments and critical results. */
export const supplementFacts: fc.Arbitrary<Fact[]> = fc
  .tuple(
    fc.array(appointmentHistories, { maxLength: 2 }),
    fc.array(
      fc
        .record({ count: fc.integer({ min: 1, max: 3 }), minutes: fc.constantFrom(30, 90, 400) })
        .map(({ count, minutes }) => absenceFact(count, at(minutes))),
      { maxLength: 2 },
    ),
    fc.array(
      fc
        .record({
          status: fc.constantFrom('partial', 'final'),
          interpretation: fc.constantFrom('critical', 'normal', 'abnormal', 'new_word'),
          created_at: fc.constantFrom(at(100), at(105)),
          updated_at: fc.constantFrom(at(110), at(120)),
        })
        .map((data) => criticalFact(data)),
      { maxLength: 3 },
    ),
    fc.subarray([
      orderFact([['ordered', at(0)]]),
      orderFact(
        [
          ['ordered', at(0)],
          ['appointment_cancelled', at(60)],
        ],
        { interpretation: 'normal' },
      ),
      orderFact(
        [
          ['ordered', at(0)],
          ['completed', at(90)],
        ],
        { interpretation: 'critical' },
      ),
    ]),
  )
  .map(([histories, absences, criticals, orders]) =>
    [...histories.flat(), ...absences, ...criticals, ...orders].slice(0, 9),
  );
