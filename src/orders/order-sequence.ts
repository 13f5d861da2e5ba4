import type { Instant } from '../junction/instant.js';
import { compareKeys } from './ordering.js';

/** The properties that determine the sequence of a transaction's orders. */
export interface SequencedOrder {
  readonly id: string;
  readonly origin: string | null;
  readonly createdAt: Instant | null;
}

/** Compares a transaction's orders: by creation time, unknown last; then the initial order; then by id. */
export function compareOrders(a: SequencedOrder, b: SequencedOrder): number {
  return compareKeys(keyOf(a), keyOf(b));
}

function keyOf({ createdAt, origin, id }: SequencedOrder): (string | number)[] {
  // `~` sorts after every instant.
  return [createdAt ?? '~', Number(origin !== 'initial'), id];
}
