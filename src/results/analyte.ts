import type { BiomarkerResult } from './model.js';

/** The parts of a result, or of a missing biomarker, that identify what was measured. */
type AnalyteKeys = Pick<BiomarkerResult, 'loinc' | 'slug' | 'providerId' | 'name'>;

/**
 * Creates the comparison of the entries of lab results: whether two of them name the same analyte.
 *
 * Two LOINC codes decide alone. Without two codes, the first of slug, provider id and name that both entries have
 * decides, unless it is ambiguous: a key that occurs with two different LOINC codes (glucose in blood and in urine)
 * identifies neither analyte and is ignored.
 *
 * @param entries all entries of the results that are compared: they show which keys are ambiguous.
 */
export function createAnalyteComparison(
  entries: readonly AnalyteKeys[],
): (a: AnalyteKeys, b: AnalyteKeys) => boolean {
  const keyKinds = [slugOf, (it: AnalyteKeys) => it.providerId, nameOf].map((keyOf) => {
    const ambiguous = ambiguousKeys(entries, keyOf);
    return (entry: AnalyteKeys) => {
      const key = keyOf(entry);
      return key === null || ambiguous.has(key) ? null : key;
    };
  });
  return (a, b) => {
    if (a.loinc !== null && b.loinc !== null) return a.loinc === b.loinc;
    for (const keyOf of keyKinds) {
      const [keyOfA, keyOfB] = [keyOf(a), keyOf(b)];
      if (keyOfA !== null && keyOfB !== null) return keyOfA === keyOfB;
    }
    return false;
  };
}

/** Junction's published examples use the slug `unknown` for any biomarker. */
function slugOf({ slug }: AnalyteKeys): string | null {
  return slug === null || ['', 'unknown'].includes(slug.trim().toLowerCase()) ? null : slug;
}

/** Upper case folds more than lower case does: `ß` and `ss`, and both code points of `µ`. */
function nameOf({ name }: AnalyteKeys): string | null {
  return name.trim() === '' ? null : name.trim().toUpperCase();
}

function ambiguousKeys(
  entries: readonly AnalyteKeys[],
  keyOf: (entry: AnalyteKeys) => string | null,
): Set<string> {
  const codes = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null || entry.loinc === null) continue;
    const code = codes.get(key) ?? entry.loinc;
    codes.set(key, code);
    if (code !== entry.loinc) ambiguous.add(key);
  }
  return ambiguous;
}
