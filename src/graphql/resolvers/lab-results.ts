import { enumReader } from '../../junction/words.js';
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

const readStatus = enumReader(LabResultsStatus);
const readInterpretation = enumReader(ResultInterpretation);
const readType = enumReader(BiomarkerResultType);
const readFailureType = enumReader(MissingBiomarkerFailureType);

export const LabResults: LabResultsResolvers = {
  status: ({ rawStatus }) => readStatus(rawStatus),
  interpretation: ({ rawInterpretation }) => resultInterpretation(rawInterpretation),
};

export const BiomarkerResult: BiomarkerResultResolvers = {
  type: ({ rawType }) => readType(rawType),
  interpretation: ({ rawInterpretation }) => resultInterpretation(rawInterpretation),
  referenceRangeBounds: ({ referenceRange }) => readReferenceRange(referenceRange),
  order: (biomarker, _args, { loaders }) => loaders.provenance.orderOf(biomarker),
};

export const MissingBiomarker: MissingBiomarkerResolvers = {
  inferredFailureType: ({ rawInferredFailureType }) => readFailureType(rawInferredFailureType),
};

/** Returns null for null: a result without an interpretation is not a normal one. */
export function resultInterpretation(word: string | null): ResultInterpretation | null {
  return word === null ? null : readInterpretation(word);
}
