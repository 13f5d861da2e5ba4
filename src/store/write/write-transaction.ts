/**
 * `BEGIN` for a transaction that joins facts into the mirror. It looks up rows by ids alone, so one plan with index scans
 * serves all batches. By default, Postgres would plan again for a few ids, which takes longer than the statement, and would
 * continue to scan whole tables that were small at planning time.
 */
export const BEGIN_WRITE =
  'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off';
