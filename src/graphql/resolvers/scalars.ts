import { GraphQLScalarType } from 'graphql';
import type { Instant } from '../../junction/instant.js';
import type { TimestampInput } from '../timestamp.js';

/** Six decimals in the store, three in answers: truncated, as clients' parsers do. */
export const DateTime = new GraphQLScalarType<TimestampInput, string>({
  name: 'DateTime',
  serialize: (instant) => `${(instant as Instant).slice(0, '2026-03-06T10:02:17.303'.length)}Z`,
  parseValue: (value) => ({ value }),
});
