import { parseInstant } from '../junction/instant.js';
import { asObject, asText, field, type JsonObject } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';
import type { CriticalResultReport } from './critical-results.js';
import { demand, readUserId, UnreadableError } from './read-report.js';

/**
 * Reads the data of `labtest.result.critical`.
 *
 * @throws UnreadableError
 */
export function readCriticalResult(
  value: unknown,
  envelope: JsonObject | null,
): CriticalResultReport {
  const result = asObject(value);
  if (result === null) throw new UnreadableError('NOT_AN_OBJECT');
  return {
    kind: 'CRITICAL_RESULT',
    orderId: demand(parseUuid(field(result, 'order_id')), 'ORDER_ID'),
    userId: readUserId(field(envelope, 'client_user_id')),
    result: {
      updatedAt: demand(parseInstant(field(result, 'updated_at')), 'UPDATED_AT'),
      status: asText(field(result, 'status')),
      interpretation: asText(field(result, 'interpretation')),
      createdAt: parseInstant(field(result, 'created_at')),
    },
  };
}
