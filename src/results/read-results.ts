import { readLabAddress } from '../junction/lab-address.js';
import {
  asBoolean,
  asInt,
  asList,
  asObject,
  asText,
  field,
  filledText,
  type JsonObject,
} from '../junction/tolerant.js';
import type { LabResults, PerformingLaboratory, SampleInformation } from './model.js';
import { readMoments } from './read-moment.js';
import { readBiomarkers, readMissingBiomarkers } from './read-biomarkers.js';

/**
 * Parses the readable parts of Junction's `LabResultsRaw`, and never throws. An invalid field, biomarker or sample is
 * skipped alone.
 *
 * @returns null for a body without lab results, such as an error message.
 */
export function readLabResults(body: JsonObject): LabResults | null {
  const metadata = asObject(field(body, 'metadata'));
  const results = field(body, 'results');
  if (metadata === null && (typeof results !== 'object' || results === null)) return null;
  // An object instead of a list is an old form without types, which Junction documents as obsolete.
  const biomarkers = readBiomarkers(results);
  return {
    rawStatus: filledText(metadata, 'status'),
    rawInterpretation: filledText(metadata, 'interpretation'),
    laboratory: filledText(metadata, 'laboratory'),
    provider: filledText(metadata, 'provider'),
    // The API's schema has the first spelling, its documentation the second.
    clia: filledText(metadata, 'clia_#') ?? filledText(metadata, 'clia_number'),
    specimenNumber: filledText(metadata, 'specimen_number'),
    ...readMoments(metadata),
    biomarkers,
    unreadableBiomarkers: asList(results).length - biomarkers.length,
    missingBiomarkers: readMissingBiomarkers(field(body, 'missing_results')),
    samples: entriesOf(body, 'sample_information').map(readSample),
  };
}

function readSample([key, sample]: [string, JsonObject]): SampleInformation {
  const clinical = asObject(field(sample, 'clinical_information'));
  return {
    sampleId: filledText(sample, 'sample_id') ?? key,
    controlNumber: filledText(sample, 'control_number'),
    ...readMoments(sample),
    collectedAtOffset: readOffset(sample, 'date_collected'),
    receivedAtOffset: readOffset(sample, 'date_received'),
    reportedAtOffset: readOffset(sample, 'date_reported'),
    fasting: asBoolean(field(clinical, 'fasting')),
    totalVolume: filledText(clinical, 'total_volume'),
    performingLaboratories: entriesOf(sample, 'performing_laboratories').map(readLaboratory),
  };
}

function readOffset(sample: JsonObject, name: string): number | null {
  return asInt(field(asObject(field(sample, name)), 'timezone_offset'));
}

function readLaboratory([code, laboratory]: [string, JsonObject]): PerformingLaboratory {
  return {
    code,
    name: filledText(laboratory, 'name'),
    medicalDirector: filledText(laboratory, 'medical_director'),
    phoneNumber: filledText(laboratory, 'phone_number'),
    address: readLabAddress(field(laboratory, 'address')),
  };
}

/** Returns the objects of a map by their keys; other values are skipped. */
function entriesOf(object: JsonObject, name: string): [string, JsonObject][] {
  return Object.entries(asObject(field(object, name)) ?? {}).flatMap(([key, value]) => {
    const entry = asObject(value);
    return entry === null ? [] : [[asText(key) ?? key, entry] as [string, JsonObject]];
  });
}
