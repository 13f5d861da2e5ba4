/** A result, with what distinguishes it from others of the same biomarker. */
export interface ResultKey {
  readonly name: string;
  readonly slug?: string | null;
  readonly loinc?: string | null;
  readonly result: string;
}

/**
 * The combined results, each with whether the redraw recovered it. The service has compared biomarkers; here the entries
 * it returned are found again, by value too: a biomarker that was first "TNP" and then measured has two entries.
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

/** A sentence about what the redraw changed. */
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

/** How a result compares with its range, as a mark of text; null: within, or not reported. */
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
