import {
  asBoolean,
  asList,
  asNumber,
  asObject,
  asText,
  field,
  filledText,
  type JsonObject,
} from '../junction/tolerant.js';
import type { BiomarkerResult, MissingBiomarker, SourceMarker } from './model.js';
import { readMoment } from './read-moment.js';

/** Returns the readable biomarkers of a list. Only those without a label or a result are skipped. */
export function readBiomarkers(value: unknown): BiomarkerResult[] {
  return readEach(value, readBiomarker);
}

/** Returns the readable missing biomarkers of a list. Only those without a label are skipped. */
export function readMissingBiomarkers(value: unknown): MissingBiomarker[] {
  return readEach(value, readMissingBiomarker);
}

function readBiomarker(biomarker: JsonObject): BiomarkerResult | null {
  const name = readName(biomarker);
  const rawType = asText(field(biomarker, 'type')) ?? '';
  const number = asNumber(field(biomarker, 'value'));
  const result = readResult(field(biomarker, 'result'), number);
  if (name === null || result === null) return null;
  return {
    name,
    slug: filledText(biomarker, 'slug'),
    result,
    rawType,
    value: isNumeric(rawType, number) ? number : null,
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
    timestamp: readMoment(field(biomarker, 'timestamp')).at,
    performingLaboratory: filledText(biomarker, 'performing_laboratory'),
    sourceSampleId: filledText(biomarker, 'source_sample_id'),
    sourceMarkers: readSourceMarkers(field(biomarker, 'source_markers')),
  };
}

/** Returns the name for display; another label where there is none. */
function readName(entry: JsonObject): string | null {
  const labels = ['name', 'slug', 'loinc_slug', 'loinc', 'provider_id'];
  return labels.map((label) => filledText(entry, label)).find((text) => text !== null) ?? null;
}

/** The value that Junction writes where there is no number. With the type `numeric` it can be a real value. */
const NO_NUMBER = -1;

function isNumeric(rawType: string, number: number | null): boolean {
  return rawType === '' ? number !== NO_NUMBER : rawType.toLowerCase() === 'numeric';
}

/** The API's schema declares text. A bare number is accepted, and the number of `value` where there is no text. */
function readResult(result: unknown, number: number | null): string | null {
  const text = asText(result) ?? asNumber(result)?.toString() ?? null;
  if (text) return text;
  return number === null || number === NO_NUMBER ? text : number.toString();
}

function readMissingBiomarker(missing: JsonObject): MissingBiomarker | null {
  const name = readName(missing);
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

/** Distinguishes null, which means that the marker was not ordered, from an empty list. */
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
