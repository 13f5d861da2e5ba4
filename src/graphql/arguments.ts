import type { GraphQLError } from 'graphql';
import { RADII, type Radius } from '../collection-sites/sites-source.js';
import type { Instant } from '../junction/instant.js';
import { parseUuid } from '../junction/uuid.js';
import { isStorable } from './company-user.js';
import { echo } from './echo.js';
import { graphError } from './errors.js';
import type { OrdersOrderBy } from './generated/schema-types.js';
import { DEFAULT_PAGE_SIZE, DEFAULT_SITES, MAX_PAGE_SIZE } from './limits/list-sizes.js';
import { parseTimestamp, type TimestampInput } from './timestamp.js';

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
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) {
    throw invalidArgument('first', `must be between 1 and ${MAX_PAGE_SIZE}`, size);
  }
  return size;
}

/** @throws GraphQLError `BAD_USER_INPUT` */
export function withinMilesArgument(withinMiles: Optional<number>): Radius {
  const miles = withinMiles ?? DEFAULT_RADIUS;
  const radius = RADII.find((it) => it === miles);
  if (radius !== undefined) return radius;
  throw invalidArgument('withinMiles', `must be one of ${RADII.join(', ')}`, miles);
}

/**
 * Parses the number of collection sites.
 *
 * @throws GraphQLError `BAD_USER_INPUT`
 */
export function sitesArgument(first: Optional<number>): number {
  const count = first ?? DEFAULT_SITES;
  if (count >= 1 && count <= MAX_SITES) return count;
  throw invalidArgument('first', `must be between 1 and ${MAX_SITES}`, count);
}

export function orderByArgument(orderBy: Optional<OrdersOrderBy>): OrdersOrderBy {
  return orderBy ?? 'CREATED_ASC';
}

/**
 * @returns null when the argument is not set.
 * @throws GraphQLError `BAD_USER_INPUT` when the value is not an RFC 3339 timestamp.
 */
export function timestampArgument(
  name: string,
  timestamp: Optional<TimestampInput>,
): Instant | null {
  if (timestamp == null) return null;
  const instant = parseTimestamp(timestamp.value);
  if (instant !== null) return instant;
  throw invalidArgument(
    name,
    'must be an RFC 3339 timestamp with an offset, for example `2026-03-06T10:02:17Z`',
    timestamp.value,
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
