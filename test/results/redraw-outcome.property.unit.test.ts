import fc from 'fast-check';
import type { BiomarkerResult, LabResults, MissingBiomarker } from '../../src/results/model.js';
import { readLabResults } from '../../src/results/read-results.js';
import { redrawOutcome, type RedrawOutcome } from '../../src/results/redraw-outcome.js';

type Rule = (first: LabResults, combined: LabResults) => RedrawOutcome;
type Keys = Pick<BiomarkerResult, 'name' | 'slug' | 'loinc' | 'providerId'>;

/** Few values of each key, so that most results contain ambiguous ones. */
const keys = {
  name: fc.constantFrom('Glucose', 'GLUCOSE', 'WBC'),
  slug: fc.constantFrom('glucose', 'wbc', 'unknown', '', null),
  loinc: fc.constantFrom('2345-7', '5792-7', '6690-2', null),
  provider_id: fc.constantFrom('1', '2', null),
};
const answers: fc.Arbitrary<LabResults> = fc
  .record({
    metadata: fc.constant({ status: 'final' }),
    results: fc.array(
      fc.record({
        ...keys,
        type: fc.constantFrom('numeric', 'comment'),
        result: fc.constantFrom('5', 'Negative', 'TNP', ' not performed '),
      }),
      { maxLength: 4 },
    ),
    missing_results: fc.array(fc.record(keys), { maxLength: 3 }),
  })
  .map((body) => {
    const read = readLabResults(body);
    if (read === null) throw new Error('no lab results');
    return read;
  });

const haveEqualCodes = (a: Keys, b: Keys) => a.loinc !== null && a.loinc === b.loinc;
const isNoResult = ({ result }: BiomarkerResult) => /^(TNP|not performed)$/i.test(result.trim());

/** The property that the outcome of a rule violates; null when it violates none. */
function violation(rule: Rule, first: LabResults, combined: LabResults): string | null {
  const { recovered, stillMissing, complete } = rule(first, combined);
  const listed = combined.missingBiomarkers;
  const properties: Record<string, boolean> = {
    'everything that is listed as missing is still missing': listed.every((entry) =>
      stillMissing.includes(entry),
    ),
    'a complete outcome has nothing listed as missing': !complete || listed.length === 0,
    'it is complete when nothing is missing': complete === (stillMissing.length === 0),
    'nothing that is still missing is recovered': !recovered.some((result) =>
      stillMissing.some((entry) => haveEqualCodes(result, entry)),
    ),
    'only measured results of the combined response are recovered': recovered.every(
      (result) => combined.biomarkers.includes(result) && !isNoResult(result),
    ),
    'two different LOINC codes are different analytes': recovered.every((result) =>
      first.missingBiomarkers.some(
        (entry) => !result.loinc || !entry.loinc || haveEqualCodes(result, entry),
      ),
    ),
    'every missing biomarker is accounted for': first.missingBiomarkers.every(
      (entry) => recovered.length > 0 || stillMissing.length > 0 || isMeasured(entry, combined),
    ),
    'a measured LOINC code that is not listed as missing is recovered': first.missingBiomarkers
      .filter(({ loinc }) => loinc !== null)
      .flatMap((entry) => combined.biomarkers.filter((result) => haveEqualCodes(result, entry)))
      .filter((result) => !isNoResult(result))
      .every((result) => recovered.includes(result) || listed.some((it) => couldBe(it, result))),
    'without equal keys nothing is recovered': recovered.every((result) =>
      first.missingBiomarkers.some((entry) => couldBe(entry, result)),
    ),
    'the order of the entries does not matter':
      summary(rule(reversed(first), reversed(combined))) === summary(rule(first, combined)),
  };
  return Object.entries(properties).find(([, holds]) => !holds)?.[0] ?? null;
}

function isMeasured(entry: MissingBiomarker, combined: LabResults): boolean {
  return combined.biomarkers.some((result) => !isNoResult(result) && couldBe(entry, result));
}

/** Whether any key is equal, so that two entries could describe one analyte. */
function couldBe(a: Keys, b: Keys): boolean {
  return (
    haveEqualCodes(a, b) ||
    (a.slug !== null && a.slug !== 'unknown' && a.slug === b.slug) ||
    (a.providerId !== null && a.providerId === b.providerId) ||
    a.name.toUpperCase() === b.name.toUpperCase()
  );
}

function reversed(results: LabResults): LabResults {
  return {
    ...results,
    biomarkers: results.biomarkers.toReversed(),
    missingBiomarkers: results.missingBiomarkers.toReversed(),
  };
}

function summary({ recovered, stillMissing, complete }: RedrawOutcome): string {
  const sorted = (list: readonly object[]) => list.map((it) => JSON.stringify(it)).sort();
  return JSON.stringify([sorted(recovered), sorted(stillMissing), complete]);
}

function check(rule: Rule) {
  return fc.check(
    fc.property(answers, answers, (first, combined) => violation(rule, first, combined) === null),
    { numRuns: 3_000, seed: 19 },
  );
}

/** A rule that compares only the missing biomarkers of the first order, by a different comparison. */
function withComparison(
  isSame: (a: Keys, b: Keys) => boolean,
  measured = (it: BiomarkerResult) => !isNoResult(it),
): Rule {
  return (first, combined) => {
    const results = combined.biomarkers.filter(measured);
    const stillMissing = [
      ...combined.missingBiomarkers,
      ...first.missingBiomarkers.filter(
        (entry) =>
          !combined.missingBiomarkers.some((listed) => isSame(listed, entry)) &&
          !results.some((result) => isSame(result, entry)),
      ),
    ];
    const recovered = results.filter(
      (result) =>
        first.missingBiomarkers.some((entry) => isSame(result, entry)) &&
        !stillMissing.some((entry) => isSame(result, entry)),
    );
    return { recovered, stillMissing, complete: stillMissing.length === 0 };
  };
}

describe('redrawOutcome, for any first and combined response', () => {
  it('recovers nothing that is listed as missing, and is complete only when nothing is missing', () => {
    const result = check(redrawOutcome);
    expect(result.failed ? fc.defaultReportMessage(result) : null).toBeNull();
  });

  const bySlugFirst = (a: Keys, b: Keys) =>
    a.slug && b.slug ? a.slug === b.slug : a.name === b.name;
  const byLoincOnly = (a: Keys, b: Keys) => haveEqualCodes(a, b);
  const wrongRules: Record<string, Rule> = {
    'that compares slugs before LOINC codes': withComparison(bySlugFirst),
    'that ignores texts such as TNP': withComparison(byLoincOnly, () => true),
    'that compares names only': withComparison((a, b) => a.name === b.name),
    'that matches any two entries with any equal key': withComparison(couldBe),
    'that forgets what only the combined response lists as missing': (first, combined) => {
      const { recovered, stillMissing } = redrawOutcome(first, combined);
      const kept = stillMissing.filter((entry) => !combined.missingBiomarkers.includes(entry));
      return { recovered, stillMissing: kept, complete: kept.length === 0 };
    },
    'that counts results and missing entries': (first, combined) => {
      const outcome = redrawOutcome(first, combined);
      return { ...outcome, complete: outcome.recovered.length >= first.missingBiomarkers.length };
    },
    'that recovers nothing': (first, combined) => ({
      ...redrawOutcome(first, combined),
      recovered: [],
    }),
  };

  it.each(Object.entries(wrongRules))('would find a rule %s', (_, rule) => {
    expect(check(rule).failed).toBe(true);
  });
});
