import fc from 'fast-check';
import type { BiomarkerResult, LabResults } from '../../src/results/model.js';
import { readLabResults } from '../../src/results/read-results.js';
import { journeyNamed } from '../support/journeys.js';

const GLUCOSE = { name: 'Glucose', type: 'numeric', result: '82', value: 82 };

function read(body: object): LabResults {
  const results = readLabResults(body as Record<string, unknown>);
  if (results === null) throw new Error('no lab results');
  return results;
}

function readBiomarker(fields: object): BiomarkerResult | undefined {
  return read({ results: [{ ...GLUCOSE, ...fields }] }).biomarkers[0];
}

/** Junction's body for an order or transaction of a recorded journey. */
function recorded(journey: string, id?: string): object {
  const { results } = journeyNamed(journey);
  return (id === undefined ? Object.values(results)[0] : results[id]) as object;
}

describe('reading lab results', () => {
  const afterRedraw = recorded('b01-redraw-full', 'f426ece3-1777-4235-a9e5-a30221bec6f8');

  it("copies Junction's fields of the whole", () => {
    expect(read(afterRedraw)).toMatchObject({
      rawStatus: 'final',
      rawInterpretation: 'normal',
      laboratory: 'Labcorp',
      provider: 'Test Physician',
      clia: '00D0000000',
      specimenNumber: 'T7483334986',
      collectedOn: '2026-03-08',
      collectedAt: '2026-03-08T22:29:55.000000Z',
      receivedOn: '2026-03-08',
      receivedAt: '2026-03-08T22:29:55.000000Z',
      reportedOn: '2026-03-08',
      reportedAt: '2026-03-08T22:29:55.000000Z',
    });
  });

  it('copies every field of a biomarker', () => {
    expect(read(afterRedraw).biomarkers[3]).toEqual({
      name: 'Test Marker Ferritin',
      slug: 'test-marker-ferritin',
      result: '215.73194628',
      rawType: 'numeric',
      value: 215.73194628,
      unit: 'ng/mL',
      referenceRange: '30-400',
      minRangeValue: 30,
      maxRangeValue: 400,
      isAboveMaxRange: false,
      isBelowMinRange: false,
      rawInterpretation: 'normal',
      sourceInterpretation: null,
      loinc: '2276-4',
      loincSlug: 'ferritin-mass-vol',
      providerId: '900004',
      notes: 'Canary note: final',
      timestamp: '2026-03-08T22:29:55.000000Z',
      performingLaboratory: 'TEST',
      sourceSampleId: 'T7483334986',
      sourceMarkers: [
        {
          markerId: '9004',
          name: 'Test Marker Ferritin',
          slug: 'test-marker-ferritin',
          providerId: '900004',
        },
      ],
    });
  });

  it('contains the sample of each value after a redraw', () => {
    const { biomarkers, samples } = read(afterRedraw);
    expect(biomarkers.map((biomarker) => biomarker.sourceSampleId)).toEqual([
      'T1955183234',
      'T1955183234',
      'T1955183234',
      'T7483334986',
    ]);
    expect(samples).toEqual([
      expect.objectContaining({ sampleId: 'T1955183234' }),
      {
        sampleId: 'T7483334986',
        controlNumber: 'T7483334986',
        collectedOn: '2026-03-08',
        collectedAt: '2026-03-08T22:29:55.000000Z',
        receivedOn: '2026-03-08',
        receivedAt: '2026-03-08T22:29:55.000000Z',
        reportedOn: '2026-03-08',
        reportedAt: '2026-03-08T22:29:55.000000Z',
        collectedAtOffset: -28_800,
        receivedAtOffset: 0,
        reportedAtOffset: 0,
        fasting: false,
        totalVolume: null,
        performingLaboratories: [
          {
            code: 'TEST',
            name: 'Test Performing Lab',
            medicalDirector: 'Test Director',
            phoneNumber: null,
            address: null,
          },
        ],
      },
    ]);
  });

  it('copies what is still missing and why', () => {
    expect(read(recorded('f01-redraw-completed-still-missing')).missingBiomarkers).toEqual([
      {
        name: 'Test Marker Ferritin',
        slug: 'test-marker-ferritin',
        rawInferredFailureType: 'internal_lab_failure',
        note: 'Canary note: not performed',
        loinc: '2276-4',
        loincSlug: 'ferritin-mass-vol',
        providerId: '900004',
        sourceMarkers: [
          {
            markerId: '9004',
            name: 'Test Marker Ferritin',
            slug: 'test-marker-ferritin',
            providerId: '900004',
          },
        ],
      },
    ]);
  });

  it("accepts the spelling of Junction's documentation", () => {
    const results = read(recorded('p01-docs-shaped-webhooks'));
    expect(results.clia).toBe('00D0000000');
    expect(results.biomarkers).toHaveLength(4);
  });

  it('returns no results for a body without results', () => {
    expect(readLabResults({ detail: 'Try again later' })).toBeNull();
    expect(readLabResults({})).toBeNull();
  });
});

describe('a malformed part of lab results', () => {
  it.each([
    ['without a label', { name: null }],
    ['without a result and a value', { result: null, value: null }],
    ['without a result, with the value that stands for none', { result: null, value: -1 }],
  ])('is omitted alone: a biomarker %s', (_, flaw) => {
    const results = [{ ...GLUCOSE, ...flaw }, 'not a biomarker', null, GLUCOSE];
    const { biomarkers, unreadableBiomarkers } = read({ results });
    expect(biomarkers).toEqual([readBiomarker({})]);
    expect(unreadableBiomarkers).toBe(3);
  });

  it.each([
    ['a missing biomarker without a label', { missing_results: [{ note: 'lost' }, 1] }],
    ['a missing list', { missing_results: 'none' }],
    ['a sample that is no object', { sample_information: { T1: 'lost' } }],
    ['samples as a list', { sample_information: [1, 2] }],
    ['metadata that is no object', { metadata: 'final' }],
  ])('is omitted alone: %s', (_, flaw) => {
    expect(read({ results: [GLUCOSE], ...flaw })).toEqual(read({ results: [GLUCOSE] }));
  });

  it('gives no biomarkers where results come as an object without types', () => {
    expect(read({ metadata: {}, results: { ige: {}, fsh: 3 } }).biomarkers).toEqual([]);
  });

  it.each([
    ['without type and result', { type: undefined, result: undefined, value: 119 }, '', '119', 119],
    ['without type', { type: 7, result: '119', value: 119 }, '', '119', 119],
    ['without type, with a text', { type: undefined, result: 'low', value: -1 }, '', 'low', null],
    ['without result', { type: 'range', result: '', value: 119 }, 'range', '119', null],
  ])('does not hide a result %s', (_, fields, rawType, result, value) => {
    expect(readBiomarker(fields)).toMatchObject({ rawType, result, value });
  });

  it('names an entry without a name by another of its labels', () => {
    const body = {
      results: [{ ...GLUCOSE, name: null, slug: 'glucose' }],
      missing_results: [{ loinc: '2276-4' }],
    };
    expect(read(body)).toMatchObject({
      biomarkers: [{ name: 'glucose' }],
      missingBiomarkers: [{ name: '2276-4' }],
      unreadableBiomarkers: 0,
    });
  });

  it('passes unknown words through as they are', () => {
    const body = { metadata: { status: 'amended', interpretation: 'alarming' }, results: [] };
    expect(read(body)).toMatchObject({ rawStatus: 'amended', rawInterpretation: 'alarming' });
    expect(readBiomarker({ type: 'picture' })?.rawType).toBe('picture');
  });

  it('does not invent an interpretation where there is none', () => {
    expect(readBiomarker({})?.rawInterpretation).toBeNull();
  });

  it.each([
    ['numeric', -1, -1],
    ['numeric', '82', null],
    ['range', -1, null],
    ['comment', 5, null],
    ['coded_value', 5, null],
  ])('has, with type %s and the value %p, the number %p', (type, value, expected) => {
    expect(readBiomarker({ type, value })?.value).toBe(expected);
  });

  it('keeps a result that is a bare number', () => {
    expect(readBiomarker({ result: 0.4 })?.result).toBe('0.4');
  });

  it('distinguishes an unsolicited result from one without markers', () => {
    expect(readBiomarker({ source_markers: null })?.sourceMarkers).toBeNull();
    expect(readBiomarker({ source_markers: [{ marker_id: 'x' }] })?.sourceMarkers).toEqual([]);
  });

  it.each([
    ['2026-03-06 10:02:16', '2026-03-06T10:02:16.000000Z'],
    ['2026-03-06T10:02:16.123456-08:00', '2026-03-06T18:02:16.123456Z'],
    ['2026-02-31', null],
    ['2026-03-06', null],
    [1772791336, null],
  ])('reads the time %p as %p', (timestamp, expected) => {
    expect(readBiomarker({ timestamp })?.timestamp).toBe(expected);
    expect(
      read({ results: [], sample_information: { T1: { date_collected: { timestamp } } } }).samples,
    ).toMatchObject([{ collectedAt: expected }]);
  });

  it('replaces what Postgres and JSON cannot hold', () => {
    expect(readBiomarker({ notes: 'a\0b\uD800c' })?.notes).toBe('a\uFFFDb\uFFFDc');
  });

  it('may have keys named like the prototype of objects', () => {
    const text =
      '{"__proto__":{"results":[]},"constructor":1,"results":[{"__proto__":{"name":"x"}}],' +
      '"sample_information":{"__proto__":{},"toString":{}}}';
    const results = read(JSON.parse(text) as object);
    expect(results.biomarkers).toEqual([]);
    expect(results.samples.map((sample) => sample.sampleId)).toEqual(['__proto__', 'toString']);
  });

  it('may be nested 100,000 deep', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
    expect(read({ results: [deep, { ...GLUCOSE, notes: deep }, GLUCOSE] }).biomarkers).toHaveLength(
      2,
    );
  });
});

describe('any JSON at all', () => {
  /** Personal data of the patient that the output must never contain. */
  const identity = {
    patient: 'mark-patient',
    dob: 'mark-dob',
    age: 'mark-age',
    patient_id: 'mark-patient-id',
    account_id: 'mark-account-id',
  };
  const anyBody = fc.record(
    {
      metadata: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
      results: fc.oneof(fc.jsonValue(), fc.array(likeBiomarker())),
      missing_results: fc.oneof(fc.jsonValue(), fc.array(likeBiomarker())),
      sample_information: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
    },
    { requiredKeys: [] },
  );

  function likeBiomarker() {
    return fc.record(
      {
        name: fc.oneof(fc.string(), fc.jsonValue()),
        type: fc.oneof(fc.constant('numeric'), fc.string({ unit: 'binary' }), fc.jsonValue()),
        result: fc.oneof(fc.string(), fc.jsonValue()),
        value: fc.jsonValue(),
        source_markers: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
      },
      { requiredKeys: [] },
    );
  }

  it('is read without an error', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const results = readLabResults(body);
        expect(results === null || Array.isArray(results.biomarkers)).toBe(true);
      }),
    );
  });

  it("never contains a patient's identity", () => {
    fc.assert(
      fc.property(anyBody, fc.dictionary(fc.string(), fc.jsonValue()), (body, more) => {
        const results = read({ ...body, metadata: { ...more, ...identity } });
        expect(JSON.stringify(results)).not.toContain('mark-');
      }),
    );
  });
});
