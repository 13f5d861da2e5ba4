import { readReferenceRange } from '../../src/results/reference-range.js';

const below = (max: number, isMaxInclusive: boolean) => ({
  min: null,
  max,
  isMinInclusive: null,
  isMaxInclusive,
});
const above = (min: number, isMinInclusive: boolean) => ({
  min,
  max: null,
  isMinInclusive,
  isMaxInclusive: null,
});
const between = (min: number, max: number) => ({
  min,
  max,
  isMinInclusive: true,
  isMaxInclusive: true,
});

describe('the bounds of a reference range', () => {
  it.each([
    ['<5.0', below(5, false)],
    ['< 5', below(5, false)],
    ['<=5.0', below(5, true)],
    ['<= 0.50', below(0.5, true)],
    ['< OR = 5.7', below(5.7, true)],
    ['< or = 5.7', below(5.7, true)],
    ['<OR=130', below(130, true)],
    ['  <  Or  =  130  ', below(130, true)],
    ['<.5', below(0.5, false)],
    ['>40', above(40, false)],
    ['> 59', above(59, false)],
    ['>=60', above(60, true)],
    ['> OR = 60', above(60, true)],
    ['>or=60', above(60, true)],
    ['65-99', between(65, 99)],
    ['0.40-4.50', between(0.4, 4.5)],
    [' 3.5 - 5.3\t', between(3.5, 5.3)],
    ['7-7', between(7, 7)],
    ['0-0.5', between(0, 0.5)],
  ])('are read from %j', (text, bounds) => {
    expect(readReferenceRange(text)).toEqual(bounds);
  });

  it.each([
    [null],
    [''],
    [' '],
    ['<1:40'],
    ['65-99 (fasting)'],
    ['5-'],
    ['-5'],
    ['<'],
    ['< OR ='],
    ['5'],
    ['=5'],
    ['99-65'],
    ['-5-5'],
    ['-5 - -2'],
    ['<-5'],
    ['+5-10'],
    ['< +5'],
    ['<5 mg/dL'],
    ['1,000-2,000'],
    ['<1,000'],
    ['1e3-2e3'],
    ['0x10-0x20'],
    ['65\u201399'],
    ['65 to 99'],
    ['65--99'],
    ['1-2-3'],
    ['1.2.3-4'],
    ['5.-6'],
    ['< OR 5'],
    ['OR = 5'],
    ['<>5'],
    ['<<5'],
    ['=<5'],
    ['\u22645'],
    ['NEGATIVE'],
    ['Not Estab.'],
    ['Infinity-Infinity'],
    ['NaN-NaN'],
    [`<${'9'.repeat(400)}`],
    [`1-${'9'.repeat(400)}`],
  ])('are null for %j', (text) => {
    expect(readReferenceRange(text)).toBeNull();
  });

  it('are read in a time that grows with the length of the text', () => {
    const spaces = ' '.repeat(50_000);
    const before = process.cpuUsage();
    expect(readReferenceRange(`1${spaces}-${spaces}`)).toBeNull();
    expect(readReferenceRange(`<${spaces}OR${spaces}=${spaces}x`)).toBeNull();
    expect(readReferenceRange(`<${spaces}x`)).toBeNull();
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});
