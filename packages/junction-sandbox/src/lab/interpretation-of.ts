import type { serialization } from '@junction-api/sdk';
import { markerOf, type Marker } from './panel.js';
import type { Reading } from './transaction.js';

/** Critical or abnormal when at least one value is. */
export function interpretationOf(readings: readonly Reading[]): serialization.Interpretation.Raw {
  if (readings.some(isCritical)) return 'critical';
  return readings.some(isOutOfRange) ? 'abnormal' : 'normal';
}

export function isAbove(value: number, { max }: Marker): boolean {
  return max !== null && value > max;
}

export function isBelow(value: number, { min }: Marker): boolean {
  return min !== null && value < min;
}

function isCritical({ slug, result }: Reading): boolean {
  const { alarm } = markerOf(slug);
  return alarm !== undefined && Number(result) > alarm;
}

/** Whether a number is outside its reference range. */
function isOutOfRange({ slug, result }: Reading): boolean {
  const marker = markerOf(slug);
  if (marker.type !== 'numeric') return false;
  return isAbove(Number(result), marker) || isBelow(Number(result), marker);
}
