import { asObject, field, parseJsonObject, type JsonObject } from '../junction/tolerant.js';
import { SITE_TYPE } from '../orders/read-appointment.js';
import { eventTypeOf } from './payload.js';

const APPOINTMENTS = 'labtest.appointment.';
const TYPE = ['event_type', 'type'];
const IDS = ['user_id', 'client_user_id', 'team_id'];
const APPOINTMENT = [
  ...IDS,
  ...['id', 'order_id', 'order_transaction_id', 'type', 'status', 'event_status', 'can_reschedule'],
  ...['provider', 'provider_id', 'external_id', 'start_at', 'end_at', 'iana_timezone'],
];
const SITE = ['first_line', 'second_line', 'unit', 'city', 'state', 'zip_code', 'zip', 'country'];
const EVENT = ['status', 'created_at'];

/**
 * Returns the body of a webhook as quarantine stores it. An appointment can be at a person's home: such a message is
 * reduced to the fields that are read, without the address of a home. Other bodies, including unparsable ones, are
 * returned unchanged.
 */
export function withoutHomeAddress(body: Buffer): Buffer {
  const envelope = parseJsonObject(body.toString('utf8'));
  const isAppointment = envelope !== null && eventTypeOf(envelope)?.startsWith(APPOINTMENTS);
  if (!isAppointment) return body;
  const data = asObject(field(envelope, 'data'));
  const reduced = { ...plainFields(envelope, [...TYPE, ...IDS]), data: data && reduce(data) };
  return Buffer.from(JSON.stringify(reduced));
}

function reduce(data: JsonObject): JsonObject {
  const events: unknown = field(data, 'events');
  const address = field(data, 'type') === SITE_TYPE ? asObject(field(data, 'address')) : null;
  return {
    ...plainFields(data, APPOINTMENT),
    ...(address !== null && { address: plainFields(address, SITE) }),
    ...(Array.isArray(events) && {
      events: events.map((event) => plainFields(asObject(event), EVENT)),
    }),
  };
}

/** Returns the fields that are neither objects nor lists, which can contain anything. */
function plainFields(object: JsonObject | null, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = field(object, name);
      const isPlain = value !== undefined && (typeof value !== 'object' || value === null);
      return isPlain ? [[name, value]] : [];
    }),
  );
}
