import type { serialization } from '@junction-api/sdk';
import { interpretationOf, isAbove, isBelow } from '../lab/interpretation-of.js';
import { markerOf, type Marker, type MarkerSlug } from '../lab/panel.js';
import type { Reading, Report } from '../lab/transaction.js';
import { providerId } from './lab-test.js';

/** A result in Junction's format: `value` is deprecated and missing in the SDK, but the API still sends it. */
export type BiomarkerBody = Required<serialization.BiomarkerResult.Raw> & {
  readonly value: number;
};

/** A measured biomarker. */
export function biomarkerBody(reading: Reading, report: Report, sampleId: string): BiomarkerBody {
  const marker = markerOf(reading.slug);
  const value = marker.type === 'numeric' ? Number(reading.result) : null;
  return {
    ...identity(marker),
    // Junction sends this value where there is no number.
    value: value ?? -1,
    result: reading.result,
    type: marker.type,
    unit: marker.unit,
    timestamp: report.reportedAt,
    notes: null,
    reference_range: referenceRange(marker),
    min_range_value: marker.min,
    max_range_value: marker.max,
    is_above_max_range: value === null ? null : isAbove(value, marker),
    is_below_min_range: value === null ? null : isBelow(value, marker),
    interpretation: interpretationOf([reading]),
    source_interpretation: '',
    performing_laboratory: 'TEST',
    source_sample_id: sampleId,
  };
}

/** A biomarker that the sample did not yield. */
export function missingBiomarkerBody(
  slug: MarkerSlug,
): Required<serialization.MissingBiomarkerResult.Raw> {
  return {
    ...identity(markerOf(slug)),
    inferred_failure_type: 'quantity_not_sufficient_failure',
    note: 'Quantity not sufficient',
  };
}

function referenceRange({ min, max }: Marker): string | null {
  if (min !== null && max !== null) return `${min}-${max}`;
  if (max !== null) return `<${max}`;
  return min === null ? null : `>${min}`;
}

function identity(marker: Marker) {
  const { name, slug } = marker;
  const provider = providerId(marker);
  return {
    name,
    slug,
    loinc: marker.loinc,
    loinc_slug: slug,
    provider_id: provider,
    source_markers: [{ marker_id: marker.id, name, slug, provider_id: provider }],
  };
}
