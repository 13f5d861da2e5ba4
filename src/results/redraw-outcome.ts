import type { BiomarkerResult, LabResults, MissingBiomarker } from './model.js';

/** What a redraw made of the biomarkers that the first order lacked. */
export interface RedrawOutcome {
  /** Lacking in the first order, there in the combined results. */
  readonly recovered: readonly BiomarkerResult[];
  /** Lacking still, each with the newest reason that Junction gives. */
  readonly stillMissing: readonly MissingBiomarker[];
  /** Nothing that the first order lacked is missing any more. */
  readonly complete: boolean;
}

type Marker = Pick<BiomarkerResult, 'slug' | 'loinc' | 'name'>;

/**
 * Compares what the first order lacked by its own results with the results of the whole transaction. How far the redraw
 * has come does not matter: one that goes on, failed or was cancelled has recovered what is there.
 *
 * @param combined null while Junction has combined nothing, so that nothing is recovered.
 */
export function redrawOutcome(first: LabResults, combined: LabResults | null): RedrawOutcome {
  const results = combined?.biomarkers ?? [];
  const lacked = first.missingBiomarkers;
  const lost = lacked.filter((missing) => !results.some((result) => isSame(result, missing)));
  return {
    recovered: results.filter((result) => lacked.some((missing) => isSame(result, missing))),
    stillMissing: lost.map(
      (missing) => combined?.missingBiomarkers.find((it) => isSame(it, missing)) ?? missing,
    ),
    complete: lost.length === 0,
  };
}

/** Decided by the first of slug, LOINC code and name that both carry: Junction's names are stable, a laboratory's not. */
function isSame(a: Marker, b: Marker): boolean {
  if (a.slug !== null && b.slug !== null) return a.slug === b.slug;
  if (a.loinc !== null && b.loinc !== null) return a.loinc === b.loinc;
  return a.name.toLowerCase() === b.name.toLowerCase();
}
