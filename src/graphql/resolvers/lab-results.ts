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
  biomarkers: ({ biomarkers, loadOrders }) =>
    biomarkers.map((biomarker) => ({ ...biomarker, loadOrders })),
};

export const BiomarkerResult: BiomarkerResultResolvers = {
  type: ({ rawType }) => biomarkerResultType(rawType),
  interpretation: ({ rawInterpretation }) => resultInterpretation(rawInterpretation),
  order: async ({ sourceSampleId, loadOrders }) => {
    if (sourceSampleId === null) return null;
    const orders = await loadOrders();
    return orders.find((order) => order.sampleId === sourceSampleId) ?? null;
  },
};

export const MissingBiomarker: MissingBiomarkerResolvers = {
  inferredFailureType: ({ rawInferredFailureType }) =>
    missingBiomarkerFailureType(rawInferredFailureType),
};
