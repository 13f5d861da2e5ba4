import { parseInstant } from '../junction/instant.js';
import { asBoolean, asList, asNumber, asObject, asText, field } from '../junction/tolerant.js';
import type { JsonObject } from '../junction/tolerant.js';
import type { BiomarkerResult, MissingBiomarker, SourceMarker } from './model.js';
import { filledText } from './filled-text.js';

/** The usable biomarkers of a list; one without name, type or result is left out alone. */
export function readBiomarkers(value: unknown): BiomarkerResult[] {
  return readEach(value, readBiomarker);
}

/** The usable missing biomarkers of a list; one without a name is left out alone. */
export function readMissingBiomarkers(value: unknown): MissingBiomarker[] {
  return readEach(value, readMissingBiomarker);
}

function readBiomarker(biomarker: JsonObject): BiomarkerResult | null {
  const name = asText(field(biomarker, 'name'));
  const rawType = asText(field(biomarker, 'type'));
  const result = readResult(field(biomarker, 'result'));
  if (name === null || rawType === null || result === null) return null;
  return {
    name,
    slug: filledText(biomarker, 'slug'),
    result,
    rawType,
    // Junction writes -1 where there is no number, which for a numeric type can be a real value.
    value: rawType.toLowerCase() === 'numeric' ? asNumber(field(biomarker, 'value')) : null,
    unit: filledText(biomarker, 'unit'),
    referenceRange: filledText(biomarker, 'reference_range'),
    minRangeValue: asNumber(field(biomarker, 'min_range_value')),
    maxRangeValue: asNumber(field(biomarker, 'max_range_value')),
    isAboveMaxRange: asBoolean(field(biomarker, 'is_above_max_range')),
    isBelowMinRange: asBoolean(field(biomarker, 'is_below_min_range')),
    rawInterpretation: filledText(biomarker, 'interpretation'),
    sourceInterpretation: filledText(biomarker, 'source_interpretation'),
    loinc: filledText(biomarker, 'loinc'),
    loincSlug: filledText(biomarker, 'loinc_slug'),
    providerId: filledText(biomarker, 'provider_id'),
    notes: filledText(biomarker, 'notes'),
    timestamp: parseInstant(field(biomarker, 'timestamp')),
    performingLaboratory: filledText(biomarker, 'performing_laboratory'),
    sourceSampleId: filledText(biomarker, 'source_sample_id'),
    sourceMarkers: readSourceMarkers(field(biomarker, 'source_markers')),
  };
}

/** A text by the API's schema; a bare number is taken too rather than losing a result. */
function readResult(value: unknown): string | null {
  return asText(value) ?? asNumber(value)?.toString() ?? null;
}

function readMissingBiomarker(missing: JsonObject): MissingBiomarker | null {
  const name = asText(field(missing, 'name'));
  if (name === null) return null;
  return {
    name,
    slug: filledText(missing, 'slug'),
    rawInferredFailureType: filledText(missing, 'inferred_failure_type'),
    note: filledText(missing, 'note'),
    loinc: filledText(missing, 'loinc'),
    loincSlug: filledText(missing, 'loinc_slug'),
    providerId: filledText(missing, 'provider_id'),
    sourceMarkers: readSourceMarkers(field(missing, 'source_markers')),
  };
}

/** Null, which means that nobody ordered the marker, stays apart from an empty list. */
function readSourceMarkers(value: unknown): SourceMarker[] | null {
  return Array.isArray(value) ? readEach(value, readSourceMarker) : null;
}

function readSourceMarker(marker: JsonObject): SourceMarker | null {
  const markerId = asNumber(field(marker, 'marker_id'));
  if (markerId === null || !Number.isSafeInteger(markerId)) return null;
  return {
    markerId: markerId.toString(),
    name: filledText(marker, 'name'),
    slug: filledText(marker, 'slug'),
    providerId: filledText(marker, 'provider_id'),
  };
}

function readEach<Item>(value: unknown, read: (item: JsonObject) => Item | null): Item[] {
  return asList(value).flatMap((element) => {
    const object = asObject(element);
    const item = object === null ? null : read(object);
    return item === null ? [] : [item];
  });
}
