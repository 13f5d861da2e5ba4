import { valuesByWord } from '../junction/words.js';

/**
 * Junction's words in results, as the graph's enums spell them. Each enum has `UNKNOWN` besides.
 * Source: the OpenAPI enums ResultType and FailureType, and the descriptions of status and interpretation.
 */
export const LAB_RESULTS_STATUSES = ['PARTIAL', 'FINAL'] as const;

export const RESULT_INTERPRETATIONS = ['NORMAL', 'ABNORMAL', 'CRITICAL'] as const;

export const BIOMARKER_RESULT_TYPES = ['NUMERIC', 'RANGE', 'COMMENT', 'CODED_VALUE'] as const;

export const MISSING_BIOMARKER_FAILURE_TYPES = [
  'QUANTITY_NOT_SUFFICIENT_FAILURE',
  'COLLECTION_PROCESS_FAILURE',
  'DROP_OFF_FAILURE',
  'INTERNAL_LAB_FAILURE',
  'ORDER_ENTRY_FAILURE',
  'NON_FAILURE',
  'UNKNOWN_FAILURE',
  'PATIENT_CONDITION_FAILURE',
  'MISSING_RESULT_CALC_FAILURE',
  'MISSING_DEMO_AOE_CALC_FAILURE',
  'INSUFFICIENT_VOLUME',
] as const;

export type LabResultsStatus = (typeof LAB_RESULTS_STATUSES)[number] | 'UNKNOWN';
export type ResultInterpretation = (typeof RESULT_INTERPRETATIONS)[number] | 'UNKNOWN';
export type BiomarkerResultType = (typeof BIOMARKER_RESULT_TYPES)[number] | 'UNKNOWN';
export type MissingBiomarkerFailureType =
  (typeof MISSING_BIOMARKER_FAILURE_TYPES)[number] | 'UNKNOWN';

const STATUSES = valuesByWord(LAB_RESULTS_STATUSES);
const INTERPRETATIONS = valuesByWord(RESULT_INTERPRETATIONS);
const TYPES = valuesByWord(BIOMARKER_RESULT_TYPES);
const FAILURE_TYPES = valuesByWord(MISSING_BIOMARKER_FAILURE_TYPES);

export function labResultsStatus(rawStatus: string | null): LabResultsStatus {
  return STATUSES.get(rawStatus) ?? 'UNKNOWN';
}

/** Returns null for null: a result without an interpretation is not a normal one. */
export function resultInterpretation(
  rawInterpretation: string | null,
): ResultInterpretation | null {
  return rawInterpretation === null ? null : (INTERPRETATIONS.get(rawInterpretation) ?? 'UNKNOWN');
}

export function biomarkerResultType(rawType: string): BiomarkerResultType {
  return TYPES.get(rawType) ?? 'UNKNOWN';
}

export function missingBiomarkerFailureType(rawType: string | null): MissingBiomarkerFailureType {
  return FAILURE_TYPES.get(rawType) ?? 'UNKNOWN';
}
