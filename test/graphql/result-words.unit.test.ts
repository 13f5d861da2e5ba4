import {
  BiomarkerResult,
  LabResults,
  MissingBiomarker,
  resultInterpretation,
} from '../../src/graphql/resolvers/lab-results.js';

type Resolve = (parent: object) => unknown;

const resolvers = {
  status: (word: unknown) => (LabResults.status as Resolve)({ rawStatus: word }),
  type: (word: unknown) => (BiomarkerResult.type as Resolve)({ rawType: word }),
  failure: (word: unknown) =>
    (MissingBiomarker.inferredFailureType as Resolve)({ rawInferredFailureType: word }),
  interpretation: (word: unknown) => resultInterpretation(word as string | null),
};

describe("Junction's words in results", () => {
  it.each([
    ['status', 'partial', 'PARTIAL'],
    ['type', 'coded_value', 'CODED_VALUE'],
    ['failure', 'drop_off_failure', 'DROP_OFF_FAILURE'],
    ['interpretation', 'critical', 'CRITICAL'],
  ] as const)('are mapped to those of the graph: %s %s', (kind, word, value) => {
    expect(resolvers[kind](word)).toBe(value);
  });

  it.each([
    ['status', 'amended'],
    ['status', null],
    ['type', 'constructor'],
    ['failure', '__proto__'],
    ['failure', null],
    ['interpretation', 'alarming'],
  ] as const)('are UNKNOWN where the graph has no value: %s %s', (kind, word) => {
    expect(resolvers[kind](word)).toBe('UNKNOWN');
  });

  it('are null for a missing interpretation', () => {
    expect(resolvers.interpretation(null)).toBeNull();
  });
});
