import fc from 'fast-check';
import { canonicalJson } from '../../src/orders/facts.js';

/** Values without keys like `10`: JavaScript sorts such keys numerically, and no fact contains them. */
const values = fc.jsonValue().filter((value) => !/"\d+":/.test(JSON.stringify(value)));

describe('canonicalJson', () => {
  it('gives the text of JSON.stringify with sorted keys', () => {
    fc.assert(
      fc.property(values, (value) => {
        const sorted = JSON.stringify(value, (_name, inner: unknown) =>
          typeof inner === 'object' && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
            : inner,
        );
        return canonicalJson(value) === sorted;
      }),
    );
  });

  it('leaves undefined parts out', () => {
    expect(canonicalJson({ b: undefined, a: [1, null] })).toBe('{"a":[1,null]}');
  });
});
