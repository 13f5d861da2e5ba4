import type { DeliveryAttempt } from './delivery/courier.js';

/** Formats one delivery attempt as a line of text, without data of the patient. */
export function formatDelivery(attempt: DeliveryAttempt): string {
  const { eventType, origin, status, httpStatus } = attempt;
  const answer = httpStatus === null ? 'no response' : String(httpStatus);
  return `  ${answer}  ${eventType.padEnd('labtest.appointment.created'.length)} ${origin} order: ${status}`;
}
