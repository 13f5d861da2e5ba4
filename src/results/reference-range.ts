/** The bounds of a reference range. An open bound and its inclusiveness are null. */
export interface ReferenceRangeBounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly isMinInclusive: boolean | null;
  readonly isMaxInclusive: boolean | null;
}

const DECIMAL = String.raw`(\d+(?:\.\d+)?|\.\d+)`;
const ONE_BOUND = new RegExp(String.raw`^([<>])(\s*(?:OR\s*)?=)?\s*${DECIMAL}$`, 'i');
const TWO_BOUNDS = new RegExp(String.raw`^${DECIMAL}\s*-\s*${DECIMAL}$`);

/**
 * Parses the text of a reference range, e.g. `<5.0`, `> OR = 40` or `65-99`. Laboratories write free text here: text
 * that does not wholly match one of these forms is null, because a wrong bound would be worse than none.
 */
export function readReferenceRange(text: string | null): ReferenceRangeBounds | null {
  const trimmed = text?.trim() ?? '';
  return readOneBound(trimmed) ?? readTwoBounds(trimmed);
}

function readOneBound(text: string): ReferenceRangeBounds | null {
  const [, sign, equals, digits] = ONE_BOUND.exec(text) ?? [];
  const bound = Number(digits);
  if (!Number.isFinite(bound)) return null;
  const isInclusive = equals !== undefined;
  return sign === '<'
    ? { min: null, max: bound, isMinInclusive: null, isMaxInclusive: isInclusive }
    : { min: bound, max: null, isMinInclusive: isInclusive, isMaxInclusive: null };
}

function readTwoBounds(text: string): ReferenceRangeBounds | null {
  const [, low, high] = TWO_BOUNDS.exec(text) ?? [];
  const [min, max] = [Number(low), Number(high)];
  // Also false for NaN, when the text is no range.
  const isRange = min <= max && Number.isFinite(max);
  return isRange ? { min, max, isMinInclusive: true, isMaxInclusive: true } : null;
}
