import type { serialization } from '@junction-api/sdk';

/** A marker of the panel, with the result of a sandbox patient. */
export interface Marker {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly loinc: string;
  readonly type: serialization.ResultType.Raw;
  readonly unit: string | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly result: string;
  /** Above this, a value is critical: the laboratory calls the physician at once. */
  readonly alarm?: number;
}

/** A lipid and metabolic panel with a numeric, a range and a comment type. Two values are outside their range. */
const MARKERS = [
  {
    id: 9001,
    slug: 'glucose',
    name: 'Glucose',
    loinc: '2345-7',
    type: 'numeric',
    unit: 'mg/dL',
    min: 65,
    max: 99,
    result: '92',
    alarm: 400,
  },
  {
    id: 9002,
    slug: 'total-cholesterol',
    name: 'Total Cholesterol',
    loinc: '2093-3',
    type: 'numeric',
    unit: 'mg/dL',
    min: 100,
    max: 199,
    result: '212',
  },
  {
    id: 9003,
    slug: 'hdl-cholesterol',
    name: 'HDL Cholesterol',
    loinc: '2085-9',
    type: 'numeric',
    unit: 'mg/dL',
    min: 39,
    max: null,
    result: '58',
  },
  {
    id: 9004,
    slug: 'ldl-cholesterol',
    name: 'LDL Cholesterol, Calculated',
    loinc: '13457-7',
    type: 'numeric',
    unit: 'mg/dL',
    min: 0,
    max: 99,
    result: '131',
  },
  {
    id: 9005,
    slug: 'triglycerides',
    name: 'Triglycerides',
    loinc: '2571-8',
    type: 'numeric',
    unit: 'mg/dL',
    min: 0,
    max: 149,
    result: '115',
  },
  {
    id: 9006,
    slug: 'hemoglobin-a1c',
    name: 'Hemoglobin A1c',
    loinc: '4548-4',
    type: 'numeric',
    unit: '%',
    min: 4.8,
    max: 5.6,
    result: '5.3',
    alarm: 14,
  },
  {
    id: 9007,
    slug: 'c-reactive-protein',
    name: 'C-Reactive Protein, High Sensitivity',
    loinc: '30522-7',
    type: 'range',
    unit: 'mg/L',
    min: null,
    max: 3,
    result: '<0.3',
  },
  {
    id: 9008,
    slug: 'specimen-comment',
    name: 'Specimen Comment',
    loinc: '8251-1',
    type: 'comment',
    unit: null,
    min: null,
    max: null,
    result: 'Fasting specimen, no hemolysis',
  },
] as const satisfies readonly Marker[];

export type MarkerSlug = (typeof MARKERS)[number]['slug'];

export const PANEL: readonly (Marker & { readonly slug: MarkerSlug })[] = MARKERS;
export const PANEL_SLUGS: readonly MarkerSlug[] = PANEL.map((marker) => marker.slug);

/** The marker of a slug. */
export function markerOf(slug: MarkerSlug): Marker {
  const marker = PANEL.find((candidate) => candidate.slug === slug);
  if (!marker) throw new Error(`The panel has no marker "${slug}"`);
  return marker;
}
