import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LabResults } from '../model.js';

/** The version of the shape of `LabResults`. Results of another shape count as not stored, and are fetched again. */
const SHAPE = 3;

/**
 * Compressed to a quarter of the size: reading more bytes from the disk costs more, and sealed bytes cannot be
 * compressed.
 */
export function packResults(results: LabResults | null): Buffer {
  return deflateRawSync(JSON.stringify(results && { ...results, shape: SHAPE }));
}

/** Returns undefined for results of another shape. */
export function unpackResults(content: Buffer): LabResults | null | undefined {
  const packed = JSON.parse(inflateRawSync(content).toString()) as Packed | null;
  if (packed === null) return null;
  const { shape, ...results } = packed;
  return shape === SHAPE ? results : undefined;
}

type Packed = LabResults & { readonly shape?: number };
