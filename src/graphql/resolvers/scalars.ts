import { GraphQLScalarType } from 'graphql';
import type { Instant } from '../../junction/instant.js';

/** Six decimals in the store, three on the wire: cut, as clients' own parsers do. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  serialize: (instant) => `${(instant as Instant).slice(0, '2026-03-06T10:02:17.303'.length)}Z`,
});
