import fc from 'fast-check';
import { parseInstant, wholeSecond } from '../../src/junction/instant.js';

test.each([
  ['2026-03-06T10:02:17.303830+00:00', '2026-03-06T10:02:17.303830Z'],
  ['2026-03-06T10:02:17.30383Z', '2026-03-06T10:02:17.303830Z'],
  ['2026-03-06T10:02:17Z', '2026-03-06T10:02:17.000000Z'],
  ['2026-03-06T10:02:17.1234569Z', '2026-03-06T10:02:17.123456Z'],
  ['2026-03-06T10:02:17', '2026-03-06T10:02:17.000000Z'],
  ['2026-03-06 10:02:17+00', '2026-03-06T10:02:17.000000Z'],
  ['2026-03-06T10:02Z', '2026-03-06T10:02:00.000000Z'],
  ['2026-03-06', '2026-03-06T00:00:00.000000Z'],
  ['2026-03-06T00:30:00+05:30', '2026-03-05T19:00:00.000000Z'],
  ['2026-03-06T22:30:00.5-0330', '2026-03-07T02:00:00.500000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
])('%s is the instant %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant);
});

test.each([
  '',
  'yesterday',
  '2026-02-31T10:00:00Z',
  '2025-02-29T10:00:00Z',
  '2026-13-01T10:00:00Z',
  '2026-03-06T24:00:00Z',
  '2026-03-06T10:61:00Z',
  '2026-W10',
  '20260306T100217Z',
  '+099999-01-01T00:00:00Z',
  '0000-06-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-01:00',
  1772791337,
  null,
  undefined,
])('%p is no instant', (value) => {
  expect(parseInstant(value)).toBeNull();
});

test('instants sort as text like the times they are', () => {
  const time = fc.date({
    min: new Date('0001-01-02'),
    max: new Date('9999-12-30'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(time, time, (a, b) => {
      const [first, second] = [parseInstant(a.toISOString()), parseInstant(b.toISOString())];
      return first !== null && second !== null && first < second === a < b;
    }),
  );
});

test('a whole second is an instant without its fraction', () => {
  const instant = parseInstant('2026-03-06T10:02:17.999999Z');
  expect(instant && wholeSecond(instant)).toBe('2026-03-06T10:02:17');
});
