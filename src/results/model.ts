import type { Instant } from '../junction/instant.js';
import type { LabAddress } from '../junction/lab-address.js';

/** Days as `2026-03-06`; the times are null where Junction gave a day alone. */
export interface SpecimenMoments {
  readonly collectedOn: string | null;
  readonly collectedAt: Instant | null;
  readonly receivedOn: string | null;
  readonly receivedAt: Instant | null;
  readonly reportedOn: string | null;
  readonly reportedAt: Instant | null;
}

/**
 * Lab results as the graph returns them. Fields named `raw…` are Junction's own words; resolvers return the graph's.
 *
 * Excluded on purpose: who the patient is (name, date of birth, age, the laboratory's patient and account ids), and
 * free text about the sample, in which a laboratory may write anything.
 */
export interface LabResults extends SpecimenMoments {
  /** `partial` or `final`. */
  readonly rawStatus: string | null;
  readonly rawInterpretation: string | null;
  readonly laboratory: string | null;
  /** The ordering physician or practice. */
  readonly provider: string | null;
  /** The laboratory's number under the Clinical Laboratory Improvement Amendments. */
  readonly clia: string | null;
  readonly specimenNumber: string | null;
  readonly biomarkers: readonly BiomarkerResult[];
  /** The number of entries in Junction's list of results that are unreadable and not among `biomarkers`. */
  readonly unreadableBiomarkers: number;
  readonly missingBiomarkers: readonly MissingBiomarker[];
  readonly samples: readonly SampleInformation[];
}

/** One measured marker. */
export interface BiomarkerResult {
  readonly name: string;
  readonly slug: string | null;
  readonly result: string;
  /** `numeric`, `range`, `comment` or `coded_value`; empty where Junction sent none. */
  readonly rawType: string;
  /** Null unless the type is numeric, or absent next to a number. */
  readonly value: number | null;
  readonly unit: string | null;
  readonly referenceRange: string | null;
  readonly minRangeValue: number | null;
  readonly maxRangeValue: number | null;
  readonly isAboveMaxRange: boolean | null;
  readonly isBelowMinRange: boolean | null;
  readonly rawInterpretation: string | null;
  /** The laboratory's own words. */
  readonly sourceInterpretation: string | null;
  readonly loinc: string | null;
  readonly loincSlug: string | null;
  /** The laboratory's code of the marker. */
  readonly providerId: string | null;
  readonly notes: string | null;
  readonly timestamp: Instant | null;
  /** The code of one of the sample's performing laboratories. */
  readonly performingLaboratory: string | null;
  /** The sample of the value: the `sampleId` of an order. */
  readonly sourceSampleId: string | null;
  /** The ordered markers of this result; null when it was not ordered. */
  readonly sourceMarkers: readonly SourceMarker[] | null;
}

/** A marker that was ordered but not reported. */
export interface MissingBiomarker {
  readonly name: string;
  readonly slug: string | null;
  readonly rawInferredFailureType: string | null;
  readonly note: string | null;
  readonly loinc: string | null;
  readonly loincSlug: string | null;
  readonly providerId: string | null;
  readonly sourceMarkers: readonly SourceMarker[] | null;
}

/** A marker as it was ordered, e.g. the panel that a result belongs to. */
export interface SourceMarker {
  readonly markerId: string;
  readonly name: string | null;
  readonly slug: string | null;
  readonly providerId: string | null;
}

/** One sample that results were taken from. */
export interface SampleInformation extends SpecimenMoments {
  readonly sampleId: string;
  readonly controlNumber: string | null;
  /** Junction's `timezone_offset` unchanged; its unit is not documented. */
  readonly collectedAtOffset: number | null;
  readonly receivedAtOffset: number | null;
  readonly reportedAtOffset: number | null;
  readonly fasting: boolean | null;
  /** The volume of the sample with its unit, as the laboratory wrote it. */
  readonly totalVolume: string | null;
  readonly performingLaboratories: readonly PerformingLaboratory[];
}

/** A laboratory that measured part of a sample. */
export interface PerformingLaboratory {
  /** The code that `BiomarkerResult.performingLaboratory` contains. */
  readonly code: string;
  readonly name: string | null;
  readonly medicalDirector: string | null;
  readonly phoneNumber: string | null;
  readonly address: LabAddress | null;
}
