import { parseInstant, toInstant } from '../junction/instant.js';
import { parseUuid } from '../junction/uuid.js';
import type { ListPosition, TransactionRow } from '../store/read/index.js';
import { invalidArgument } from './arguments.js';

/** Encodes a position in the list of transactions as opaque text. */
export function encodeCursor({ createdAt, id }: TransactionRow): string {
  const time = createdAt === null ? null : toInstant(createdAt);
  return Buffer.from(JSON.stringify([time, id])).toString('base64url');
}

/** @throws GraphQLError `BAD_USER_INPUT` when the text is not a cursor of this service. */
export function decodeCursor(cursor: string): ListPosition {
  const [time, uuid] = readPair(Buffer.from(cursor, 'base64url').toString());
  const createdAt = parseInstant(time);
  const id = parseUuid(uuid);
  if (id === null || (createdAt === null && time !== null)) {
    throw invalidArgument('after', 'must be the `cursor` of an edge', cursor);
  }
  return { createdAt, id };
}

function readPair(json: string): unknown[] {
  try {
    const pair: unknown = JSON.parse(json);
    return Array.isArray(pair) ? pair : [];
  } catch {
    return [];
  }
}
