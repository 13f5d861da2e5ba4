import { valuesByWord } from '../../junction/words.js';
import { readReferenceRange } from '../../results/reference-range.js';
import {
  BiomarkerResultType,
  LabResultsStatus,
  MissingBiomarkerFailureType,
  ResultInterpretation,
  type BiomarkerResultResolvers,
  type LabResultsResolvers,
  type MissingBiomarkerResolvers,
} from '../generated/schema-types.js';

const STATUSES = valuesByWord(Object.values(LabResultsStatus));
const INTERPRETATIONS = valuesByWord(Object.values(ResultInterpretation));
const TYPES = valuesByWord(Object.values(BiomarkerResultType));
const FAILURE_TYPES = valuesByWord(Object.values(MissingBiomarkerFailureType));

export const LabResults: LabResultsResolvers = {
  status: ({ rawStatus }) => STATUSES.get(rawStatus) ?? 'UNKNOWN',
  interpretation: ({ rawInterpretation }) => resultInterpretation(rawInterpretation),
};

export const BiomarkerResult: BiomarkerResultResolvers = {
  type: ({ rawType }) => TYPES.get(rawType) ?? 'UNKNOWN',
  interpretation: ({ rawInterpretation }) => resultInterpretation(rawInterpretation),
  referenceRangeBounds: ({ referenceRange }) => readReferenceRange(referenceRange),
  order: (biomarker, _args, { loaders }) => loaders.provenance.orderOf(biomarker),
};

export const MissingBiomarker: MissingBiomarkerResolvers = {
  inferredFailureType: ({ rawInferredFailureType }) =>
    FAILURE_TYPES.get(rawInferredFailureType) ?? 'UNKNOWN',
};

/** Returns null for null: a result without an interpretation is not a normal one. */
export function resultInterpretation(word: string | null): ResultInterpretation | null {
  return word === null ? null : (INTERPRETATIONS.get(word) ?? 'UNKNOWN');
}
