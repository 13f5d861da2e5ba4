import { GraphQLScalarType } from 'graphql';
import { parseInstant, type Instant } from '../../junction/instant.js';
import { graphError } from '../errors.js';

/** Six decimals in the store, three on the wire: cut, as clients' own parsers do. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: (instant) => `${(instant as Instant).slice(0, '2026-03-06T10:02:17.303'.length)}Z`,
  parseValue: (value) => {
    const instant = parseInstant(value);
    if (instant === null) throw graphError('BAD_USER_INPUT', 'A DateTime is not of RFC 3339.');
    return instant;
  },
});
