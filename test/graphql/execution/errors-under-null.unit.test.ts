import { withoutErrorsUnderNull } from '../../../src/graphql/execution/errors-under-null.js';

const error = (message: string, ...path: (string | number)[]) => ({ message, path });

describe('withoutErrorsUnderNull', () => {
  it('keeps errors of fields that are null themselves', () => {
    const errors = [error('a', 'order', 'results'), error('b', 'other')];
    const data = { order: { results: null }, other: null };

    expect(withoutErrorsUnderNull(data, errors)).toEqual(errors);
  });

  it('keeps the first error below a null only', () => {
    const errors = [
      error('reason', 'page', 'edges', 0, 'cursor'),
      error('below', 'page', 'edges', 1, 'node'),
      error('elsewhere', 'order'),
    ];

    expect(withoutErrorsUnderNull({ page: null, order: null }, errors)).toEqual([
      errors[0],
      errors[2],
    ]);
  });

  it('keeps one error where all the data is null', () => {
    const errors = [error('reason', 'a'), error('below', 'b')];

    expect(withoutErrorsUnderNull(null, errors)).toEqual([errors[0]]);
  });

  it('keeps errors without a path, and errors of values that are not null', () => {
    const errors = [{ message: 'no path' }, error('list item', 'a', 1)];

    expect(withoutErrorsUnderNull({ a: ['x'] }, errors)).toEqual(errors);
    expect(withoutErrorsUnderNull(undefined, errors)).toEqual(errors);
  });
});
