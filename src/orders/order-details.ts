import { parseInstant } from '../junction/instant.js';
import { asBoolean, asObject, asText, field, type JsonObject } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';

/** The properties of an order's own report that the mirror stores unchanged: each is a column of the same name. */
export type OrderDetails = Readonly<ReturnType<typeof readOrderDetails>>;

export function readOrderDetails(order: JsonObject) {
  const test = asObject(field(order, 'lab_test'));
  return {
    collectionMethod: asText(field(asObject(field(order, 'details')), 'type')),
    lab: asText(field(asObject(field(test, 'lab')), 'name')),
    testId: parseUuid(field(test, 'id')),
    testName: asText(field(test, 'name')),
    sampleId: asText(field(order, 'sample_id')),
    interpretation: asText(field(order, 'interpretation')),
    hasMissingResults: asBoolean(field(order, 'has_missing_results')),
    /** A calendar day, `2026-03-06`. */
    expectedResultBy: parseInstant(field(order, 'expected_result_by_date'))?.slice(0, 10) ?? null,
  };
}

const NO_DETAILS: OrderDetails = readOrderDetails({});

/**
 * Returns all details, null where there are none: rows of an earlier release lack the details that were added since.
 */
export function completeDetails(details: Partial<OrderDetails> | null): OrderDetails {
  return Object.fromEntries(
    Object.keys(NO_DETAILS).map((name) => [name, details?.[name as keyof OrderDetails] ?? null]),
  ) as OrderDetails;
}
