import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse } from 'graphql';
import * as words from '../../src/results/words.js';

const sdl = parse(readFileSync(path.join(__dirname, '../../schema/lab-results.graphql'), 'utf8'));

function valuesInSchema(enumName: string): string[] {
  return sdl.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === enumName
      ? (definition.values ?? []).map((value) => value.name.value)
      : [],
  );
}

describe('the words of results', () => {
  it.each([
    ['LabResultsStatus', words.LAB_RESULTS_STATUSES],
    ['ResultInterpretation', words.RESULT_INTERPRETATIONS],
    ['BiomarkerResultType', words.BIOMARKER_RESULT_TYPES],
    ['MissingBiomarkerFailureType', words.MISSING_BIOMARKER_FAILURE_TYPES],
  ])('are those of the enum %s in the schema, besides UNKNOWN', (enumName, known) => {
    expect(valuesInSchema(enumName)).toEqual([...known, 'UNKNOWN']);
  });

  it('are mapped to those of the graph', () => {
    expect(words.labResultsStatus('partial')).toBe('PARTIAL');
    expect(words.resultInterpretation('critical')).toBe('CRITICAL');
    expect(words.biomarkerResultType('coded_value')).toBe('CODED_VALUE');
    expect(words.missingBiomarkerFailureType('drop_off_failure')).toBe('DROP_OFF_FAILURE');
  });

  it('are UNKNOWN where Junction has added one', () => {
    expect(words.labResultsStatus('amended')).toBe('UNKNOWN');
    expect(words.resultInterpretation('alarming')).toBe('UNKNOWN');
    expect(words.biomarkerResultType('constructor')).toBe('UNKNOWN');
    expect(words.missingBiomarkerFailureType('__proto__')).toBe('UNKNOWN');
  });

  it('are null where Junction sent none', () => {
    expect(words.resultInterpretation(null)).toBeNull();
    expect(words.labResultsStatus(null)).toBe('UNKNOWN');
    expect(words.missingBiomarkerFailureType(null)).toBe('UNKNOWN');
  });
});
