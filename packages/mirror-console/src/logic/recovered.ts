/** A result, with the values that distinguish it from other results of the same biomarker. */
export interface ResultKey {
  readonly name: string;
  readonly slug?: string | null;
  readonly loinc?: string | null;
  readonly result: string;
}

/**
 * The combined results, each with whether the redraw recovered it. The service has compared the biomarkers. This
 * function only finds the returned entries again, also by value: a biomarker that was first "TNP" and then measured
 * has two entries.
 */
export function markRecovered<T extends ResultKey>(
  biomarkers: readonly T[],
  recovered: readonly ResultKey[],
): (T & { readonly isRecovered: boolean })[] {
  const keys = new Set(recovered.map(keyOf));
  return biomarkers.map((biomarker) => ({
    ...biomarker,
    isRecovered: keys.has(keyOf(biomarker)),
  }));
}

function keyOf({ loinc, slug, name, result }: ResultKey): string {
  return JSON.stringify([loinc ?? slug ?? name, result]);
}

/** Describes the changes of the redraw in a sentence. */
export function summarizeOutcome(recovered: number, missing: number): string {
  const all = recovered + missing;
  if (all === 0) return 'Nothing was missing.';
  const biomarkers = `${all} missing ${all === 1 ? 'biomarker' : 'biomarkers'}`;
  return recovered === 0
    ? `The redraw has not recovered any of ${biomarkers}.`
    : `The redraw recovered ${recovered} of ${biomarkers}.`;
}

export type RangeFlag = { readonly text: string; readonly tone: 'wait' | 'bad' } | null;

interface RangedResult {
  readonly interpretation?: string | null;
  readonly isAboveMaxRange?: boolean | null;
  readonly isBelowMinRange?: boolean | null;
}

/** A text mark for a result outside its range; null when it is within the range or not reported. */
export function flagOf({
  interpretation,
  isAboveMaxRange,
  isBelowMinRange,
}: RangedResult): RangeFlag {
  const direction = isAboveMaxRange === true ? '▲ high' : isBelowMinRange === true ? '▼ low' : null;
  if (interpretation === 'CRITICAL') {
    return { text: `! critical${direction === null ? '' : ` ${direction}`}`, tone: 'bad' };
  }
  if (direction !== null) return { text: direction, tone: 'wait' };
  return interpretation === 'ABNORMAL' ? { text: '◆ abnormal', tone: 'wait' } : null;
}
