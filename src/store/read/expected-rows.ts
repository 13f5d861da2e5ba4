/** As many as Postgres expects of an array that it has not seen. */
const EXPECTED = 10;

/**
 * What a prepared statement is to unnest, filled up with nulls, which find nothing. Were there fewer, a plan for these
 * values would look cheaper than the prepared one, and Postgres would plan anew for every execution: that takes longer
 * than to find a few rows.
 *
 * @param none how a null is written there
 */
export function withExpectedRows<Value>(values: readonly Value[], none: Value): readonly Value[] {
  const missing = EXPECTED - values.length;
  return missing > 0 ? [...values, ...Array<Value>(missing).fill(none)] : values;
}
