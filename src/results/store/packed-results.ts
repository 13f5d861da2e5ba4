import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LabResults } from '../model.js';
import {
  fromFirstShape,
  fromSecondShape,
  type FirstShape,
  type SecondShape,
} from './earlier-shapes.js';

/**
 * Increased when the shape of `LabResults` changes. Results of an earlier shape are converted, returned, and fetched
 * again.
 */
const SHAPE = 3;

export interface UnpackedResults {
  readonly results: LabResults | null;
  /** Whether an earlier release stored the results in an earlier shape. */
  readonly isOutdated: boolean;
}

/**
 * Compressed to a quarter of the size: reading more bytes from the disk costs more, and sealed bytes cannot be
 * compressed.
 */
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
