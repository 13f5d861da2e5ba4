import type { GraphQLError } from 'graphql';
import { RADII, type Radius } from '../collection-sites/sites-source.js';
import { parseInstant, type Instant } from '../junction/instant.js';
import { parseUuid } from '../junction/uuid.js';
import { isStorable } from './company-user.js';
import { echo } from './echo.js';
import { graphError } from './errors.js';
import { DEFAULT_PAGE_SIZE, DEFAULT_SITES, MAX_PAGE_SIZE } from './limits/list-sizes.js';

/*
 * Reads the arguments of fields. Typed clients send an explicit null for an optional argument that is not set; GraphQL
 * then passes the null instead of the default of the SDL, so these functions apply the default.
 */

const DEFAULT_RADIUS: Radius = 25;
/** The largest number of sites that Junction returns. */
const MAX_SITES = 30;

type Optional<Value> = Value | null | undefined;

/** @throws GraphQLError `BAD_USER_INPUT` */
export function firstArgument(first: Optional<number>): number {
  return sizeArgument(first ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
}

/**
 * Returns the number of collection sites.
 *
 * @throws GraphQLError `BAD_USER_INPUT`
 */
export function sitesArgument(first: Optional<number>): number {
  return sizeArgument(first ?? DEFAULT_SITES, MAX_SITES);
}

function sizeArgument(first: number, max: number): number {
  if (first >= 1 && first <= max) return first;
  throw invalidArgument('first', `must be between 1 and ${max}`, first);
}

/** @throws GraphQLError `BAD_USER_INPUT` */
export function withinMilesArgument(withinMiles: Optional<number>): Radius {
  const miles = withinMiles ?? DEFAULT_RADIUS;
  const radius = RADII.find((it) => it === miles);
  if (radius !== undefined) return radius;
  throw invalidArgument('withinMiles', `must be one of ${RADII.join(', ')}`, miles);
}

const RFC_3339 =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:(\.\d{1,9})\d*)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Parses a time. The scalar does not check it: it has neither the name nor the path of the argument, which the error must
 * contain. A time without an offset is rejected: the local time of a phone would be read as UTC.
 *
 * @returns null when the argument is not set.
 * @throws GraphQLError `BAD_USER_INPUT` when the value is not an RFC 3339 timestamp.
 */
export function timestampArgument(name: string, value: unknown): Instant | null {
  if (value == null) return null;
  const match = typeof value === 'string' ? RFC_3339.exec(value) : null;
  const [, second, fraction = '', offset] = match ?? [];
  const instant = match && parseInstant(`${second}${fraction}${offset}`);
  if (instant !== null) return instant;
  throw invalidArgument(
    name,
    'must be an RFC 3339 timestamp with an offset, for example `2026-03-06T10:02:17Z`',
    value,
  );
}

/**
 * @returns the id as the store spells it.
 * @throws GraphQLError `BAD_USER_INPUT` when the value is not a UUID.
 */
export function uuidArgument(name: string, value: string): string {
  const id = parseUuid(value);
  if (id === null) throw invalidArgument(name, 'must be a UUID', value);
  return id;
}

/** @throws GraphQLError `BAD_USER_INPUT` when the value cannot be the id of a user. */
export function userIdArgument(userId: string): string {
  if (userId === '') throw graphError('BAD_USER_INPUT', '`userId` must not be empty.');
  if (!isStorable(userId)) {
    throw graphError(
      'BAD_USER_INPUT',
      '`userId` must be well-formed text without the character NUL.',
    );
  }
  return userId;
}

/** An error that names the argument, the rule and, where it is safe to repeat, the value. */
export function invalidArgument(name: string, rule: string, value: unknown): GraphQLError {
  return graphError('BAD_USER_INPUT', `\`${name}\` ${rule}${echo(value)}.`);
}
