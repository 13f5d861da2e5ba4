import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LabResults } from '../model.js';
import {
  fromFirstShape,
  fromSecondShape,
  type FirstShape,
  type SecondShape,
} from './earlier-shapes.js';

/** Raised when `LabResults` gets another shape. Results of an earlier shape are served converted, and fetched again. */
const SHAPE = 3;

export interface UnpackedResults {
  readonly results: LabResults | null;
  /** Stored by an earlier release, in an earlier shape. */
  readonly isOutdated: boolean;
}

/** Compressed to a quarter: the bytes cost more on their way from the disk, and sealed bytes cannot be compressed. */
export function packResults(results: LabResults | null): Buffer {
  return deflateRawSync(JSON.stringify(results && { ...results, shape: SHAPE }));
}

export function unpackResults(content: Buffer): UnpackedResults {
  const unpacked = JSON.parse(inflateRawSync(content).toString()) as Packed | FirstShape | null;
  if (unpacked === null) return { results: null, isOutdated: false };
  if (!('shape' in unpacked)) return { results: fromFirstShape(unpacked), isOutdated: true };
  if (unpacked.shape === 2) {
    const { shape, ...results } = unpacked;
    return { results: fromSecondShape(results), isOutdated: true };
  }
  const { shape, ...results } = unpacked;
  return { results, isOutdated: false };
}

type Packed =
  (LabResults & { readonly shape: typeof SHAPE }) | (SecondShape & { readonly shape: 2 });
