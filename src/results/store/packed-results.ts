import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LabResults } from '../model.js';

/** Compressed to a quarter: the bytes cost more on their way from the disk, and sealed bytes cannot be compressed. */
export function packResults(results: LabResults | null): Buffer {
  return deflateRawSync(JSON.stringify(results));
}

export function unpackResults(content: Buffer): LabResults | null {
  return JSON.parse(inflateRawSync(content).toString()) as LabResults | null;
}
