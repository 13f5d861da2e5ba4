import { GraphQLScalarType } from 'graphql';
import { toInstant } from '../../junction/instant.js';

/**
 * Stored with six decimals and returned with three: truncated, as clients' parsers do. Rows contain times as Postgres
 * writes them.
 */
export const DateTime = new GraphQLScalarType<unknown, string>({
  name: 'DateTime',
  serialize: (time) => `${toInstant(time as string).slice(0, '2026-03-06T10:02:17.303'.length)}Z`,
});
