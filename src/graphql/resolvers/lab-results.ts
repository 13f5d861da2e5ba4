import { readReferenceRange } from '../../results/reference-range.js';
import {
  biomarkerResultType,
  labResultsStatus,
  missingBiomarkerFailureType,
  resultInterpretation,
} from '../../results/words.js';
import type {
  BiomarkerResultResolvers,
  LabResultsResolvers,
  MissingBiomarkerResolvers,
} from '../generated/schema-types.js';

export const LabResults: LabResultsResolvers = {
  status: ({ rawStatus }) => labResultsStatus(rawStatus),
  interpretation: ({ rawInterpretation }) => resultInterpretation(rawInterpretation),
};

export const BiomarkerResult: BiomarkerResultResolvers = {
  type: ({ rawType }) => biomarkerResultType(rawType),
  interpretation: ({ rawInterpretation }) => resultInterpretation(rawInterpretation),
  referenceRangeBounds: ({ referenceRange }) => readReferenceRange(referenceRange),
  order: (biomarker, _args, { loaders }) => loaders.provenance.orderOf(biomarker),
};

export const MissingBiomarker: MissingBiomarkerResolvers = {
  inferredFailureType: ({ rawInferredFailureType }) =>
    missingBiomarkerFailureType(rawInferredFailureType),
};
