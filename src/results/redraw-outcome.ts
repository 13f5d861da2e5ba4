import { createAnalyteComparison } from './analyte.js';
import type { BiomarkerResult, LabResults, MissingBiomarker } from './model.js';

/** What a redraw changed about the biomarkers that were missing from the first order's results. */
export interface RedrawOutcome {
  /** Missing from the first order's results, measured in the combined results. */
  readonly recovered: readonly BiomarkerResult[];
  /** Everything that the combined results list as missing, and the first order's missing biomarkers that they omit. */
  readonly stillMissing: readonly MissingBiomarker[];
  /** `stillMissing` is empty. */
  readonly complete: boolean;
}

/**
 * Compares the biomarkers missing from the first order's own results with the results of the whole transaction. The
 * status of the redraw does not matter: an unfinished, failed or cancelled redraw has recovered the biomarkers that
 * were measured.
 *
 * @param combined null while Junction has no combined results: nothing is recovered.
 */
export function redrawOutcome(first: LabResults, combined: LabResults | null): RedrawOutcome {
  const results = combined?.biomarkers ?? [];
  const listed = combined?.missingBiomarkers ?? [];
  const isSame = createAnalyteComparison([
    ...first.biomarkers,
    ...first.missingBiomarkers,
    ...results,
    ...listed,
  ]);

  const omitted = first.missingBiomarkers.filter(
    (missing) => !listed.some((entry) => isSame(entry, missing)),
  );
  const measured = results.filter(isMeasured);
  const stillMissing = [
    ...listed,
    ...omitted.filter((missing) => !measured.some((result) => isSame(result, missing))),
  ];
  const recovered = measured.filter(
    (result) =>
      first.missingBiomarkers.some((missing) => isSame(result, missing)) &&
      !stillMissing.some((missing) => isSame(result, missing)),
  );
  return { recovered, stillMissing, complete: stillMissing.length === 0 };
}

/** Texts that laboratories report instead of a result. Junction documents no vocabulary for them. */
const NOT_MEASURED = new Set([
  '',
  'tnp',
  'qns',
  'test not performed',
  'not performed',
  'quantity not sufficient',
]);

function isMeasured({ result }: BiomarkerResult): boolean {
  return !NOT_MEASURED.has(result.trim().toLowerCase());
}
