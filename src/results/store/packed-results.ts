import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LabResults } from '../model.js';
import { fromFirstShape, type FirstShape } from './first-shape.js';

/** Raised when `LabResults` gets another shape. Results of an earlier shape are served converted, and fetched again. */
const SHAPE = 2;

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
  if ('shape' in unpacked) {
    const { shape, ...results } = unpacked;
    return { results, isOutdated: shape < SHAPE };
  }
  return { results: fromFirstShape(unpacked), isOutdated: true };
}

interface Packed extends LabResults {
  readonly shape: number;
}
