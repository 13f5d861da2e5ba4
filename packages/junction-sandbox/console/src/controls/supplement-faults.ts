import type { SupplementFaults } from '../types.js';

interface Field {
  readonly name: keyof SupplementFaults;
  readonly label: string;
  readonly max: number;
  readonly step: number;
  /** The value in the sandbox of one unit in the field. */
  readonly scale: number;
}

export const SUPPLEMENT_FAULT_FIELDS: readonly Field[] = [
  { name: 'lost', label: 'Drop, %', max: 100, step: 10, scale: 0.01 },
  { name: 'doubled', label: 'Send twice, %', max: 100, step: 10, scale: 0.01 },
  { name: 'delay', label: 'Delay up to, ms', max: 600_000, step: 100, scale: 1 },
];

/** The number that a field shows. */
export function fieldValueOf(faults: SupplementFaults, { name, scale }: Field): number {
  return Math.round(faults[name] / scale);
}

/** The faults after one field has changed; null for a number outside the field's range. */
export function changedFaults(
  faults: SupplementFaults,
  { name, max, scale }: Field,
  value: number,
): SupplementFaults | null {
  const isValid = Number.isInteger(value) && value >= 0 && value <= max;
  return isValid ? { ...faults, [name]: value * scale } : null;
}
